namespace Tractor.Transport;

/// <summary>A connection has ended, by the peer or by this side; the cause is kept (TPT-04, TPT-14).</summary>
internal sealed class ConnectionClosedException : IOException
{
    /// <summary>Creates the error.</summary>
    /// <param name="connection">The connection's description.</param>
    /// <param name="closedHere">Whether this side ended it.</param>
    /// <param name="cause">The system's error, if there was one.</param>
    public ConnectionClosedException(string connection, bool closedHere, Exception? cause = null)
        : base($"The connection {connection} was closed by {(closedHere ? "this side" : "the peer")}.", cause)
        => ClosedHere = closedHere;

    /// <summary>Whether this side ended it, by an abort or by disposing it.</summary>
    public bool ClosedHere { get; }
}
