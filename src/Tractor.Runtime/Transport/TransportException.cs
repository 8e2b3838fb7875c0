namespace Tractor.Transport;

/// <summary>An actor could not listen or connect; the text names the address, the cause and what to do.</summary>
internal sealed class TransportException : TractorException
{
    /// <summary>Creates the error.</summary>
    public TransportException(TransportFault fault, string message, Exception? innerException = null)
        : base(message, innerException)
        => Fault = fault;

    /// <summary>What was in the way.</summary>
    public TransportFault Fault { get; }
}
