namespace Tractor;

/// <summary>How an actor is connected to others: by what it listens at, and how its children reach it.</summary>
public sealed class ActorTransport
{
    private ActorTransport(string scheme) => Scheme = scheme;

    /// <summary>Unix sockets in a directory of this user's: the default between processes of one host, and the fastest.</summary>
    public static ActorTransport UnixSocket { get; } = new("uds");

    /// <summary>
    /// TCP on the loopback address. Any user of the host can connect, so the two ends prove to each other that they are
    /// of one tree; what they send then is not encrypted.
    /// </summary>
    public static ActorTransport Tcp { get; } = new("tcp");

    /// <summary>Memory of the process: the default between actors that were started in-process, and for those alone.</summary>
    public static ActorTransport InMemory { get; } = new("mem");

    /// <summary>The scheme of its addresses, as in <see cref="ActorAddress.Transport"/>.</summary>
    public string Scheme { get; }

    /// <summary>The scheme.</summary>
    public override string ToString() => Scheme;

    /// <summary>The transport of a scheme; null if there is none.</summary>
    internal static ActorTransport? Find(string scheme) =>
        Array.Find([UnixSocket, Tcp, InMemory], transport => transport.Scheme == scheme);
}
