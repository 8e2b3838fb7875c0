namespace Tractor.Transport;

/// <summary>A peer could not be accepted just now, for want of descriptors or memory; the listener lives on.</summary>
internal sealed class TransientAcceptException : IOException
{
    /// <summary>Creates the error.</summary>
    /// <param name="address">Where the listener listens.</param>
    /// <param name="cause">The system's error.</param>
    public TransientAcceptException(ActorAddress address, Exception cause)
        : base($"The listener at {address} could not accept a connection now: {cause.Message} It goes on listening; if this lasts, raise the limit of open files (ulimit -n).", cause)
    {
    }
}
