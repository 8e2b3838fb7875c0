using Tractor.Errors;

namespace Tractor;

/// <summary>
/// More items were sent than their receiver keeps; it is thrown to the sender, and only where the dialog was opened to
/// overrun instead of waiting (STR-08).
/// </summary>
public sealed class StreamOverrunException : TractorException
{
    internal StreamOverrunException(ActorId sender, ActorId receiver, int capacity, string? endpoint = null)
        : base($"{sender} sent more items than {ErrorText.EndpointIn(endpoint, receiver, "the dialog")} keeps unread: {capacity}. Read them faster or from the start, give the receiver a larger buffer, or let the sender wait, which is the default.")
    {
        Sender = sender;
        Receiver = receiver;
        Capacity = capacity;
        Endpoint = endpoint;
    }

    /// <summary>The actor that sent too much.</summary>
    public ActorId Sender { get; }

    /// <summary>The actor that did not read in time.</summary>
    public ActorId Receiver { get; }

    /// <summary>How many unread items the receiver keeps.</summary>
    public int Capacity { get; }

    /// <summary>The endpoint of the dialog; null when not known.</summary>
    public string? Endpoint { get; }

    internal override void Describe(ErrorFacts facts)
    {
        facts.Add(nameof(Sender), Sender);
        facts.Add(nameof(Receiver), Receiver);
        facts.Add(nameof(Capacity), Capacity);
        facts.Add(nameof(Endpoint), Endpoint);
    }
}
