using Tractor.Errors;

namespace Tractor;

/// <summary>An item was to be sent or received on a stream that has ended.</summary>
public sealed class StreamClosedException : TractorException
{
    internal StreamClosedException(string endpoint, ActorId? peer, bool closedByPeer)
        : base($"The stream of {ErrorText.EndpointIn(endpoint, peer, "the dialog")} has ended: {(closedByPeer ? "the peer sends no more" : "it was closed here")}. A stream is one-shot: open another dialog to go on.")
    {
        Endpoint = endpoint;
        Peer = peer;
        ClosedByPeer = closedByPeer;
    }

    /// <summary>The endpoint of the dialog.</summary>
    public string Endpoint { get; }

    /// <summary>The actor at the other end; null when not known.</summary>
    public ActorId? Peer { get; }

    /// <summary>True when the other end closed it, false when this one did.</summary>
    public bool ClosedByPeer { get; }

    /// <summary>The stream whose receive found its end; null otherwise. Whoever opened it knows it by that.</summary>
    internal object? Stream { get; init; }

    internal override void Describe(ErrorFacts facts)
    {
        facts.Add(nameof(Endpoint), Endpoint);
        facts.Add(nameof(Peer), Peer);
        facts.Add(nameof(ClosedByPeer), ClosedByPeer);
    }
}
