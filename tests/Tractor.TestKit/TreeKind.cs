namespace Tractor.TestKit;

/// <summary>How the actors of a tree come to life and are connected.</summary>
public enum TreeKind
{
    /// <summary>Processes, over Unix sockets: what users have.</summary>
    Processes,

    /// <summary>Processes, over TCP.</summary>
    ProcessesOverTcp,

    /// <summary>Inside the test host, in memory.</summary>
    InMemory,
}
