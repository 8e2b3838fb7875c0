using Tractor.Errors;

namespace Tractor;

/// <summary>An actor could not listen or connect; the text names the address, the cause and what to do.</summary>
public sealed class TransportException : TractorException
{
    internal TransportException(TransportFault fault, string message, Exception? innerException = null)
        : base(message, innerException)
        => Fault = fault;

    /// <summary>What was in the way.</summary>
    public TransportFault Fault { get; }

    internal override void Describe(ErrorFacts facts) => facts.Add(nameof(Fault), Fault);
}
