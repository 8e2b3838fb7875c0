namespace Benchmarks.RawSockets;

/// <summary>How the server serves a connection.</summary>
internal enum OrderKind
{
    /// <summary>Sends back what comes, with asynchronous receives.</summary>
    EchoAsync,

    /// <summary>Sends back what comes, on a thread that blocks.</summary>
    EchoBlocking,

    /// <summary>Sends back what comes, on a thread that asks a non-blocking socket again and again.</summary>
    EchoSpinning,

    /// <summary>Sends a number of writes of a size.</summary>
    Send,
}
