using Tractor.Errors;

namespace Tractor;

/// <summary>The result of a dialog was asked for, and it has none: it has not ended, or ended otherwise.</summary>
public sealed class NoResultException : TractorException
{
    internal NoResultException(string endpoint, ActorId? peer, string problem)
        : base($"{ErrorText.EndpointIn(endpoint, peer, "The dialog")} has no result: {problem}.")
    {
        Endpoint = endpoint;
        Peer = peer;
        Problem = problem;
    }

    /// <summary>The endpoint of the dialog.</summary>
    public string Endpoint { get; }

    /// <summary>The actor that it runs in; null when not known.</summary>
    public ActorId? Peer { get; }

    /// <summary>Why there is none, a clause without its end.</summary>
    public string Problem { get; }

    internal override void Describe(ErrorFacts facts)
    {
        facts.Add(nameof(Endpoint), Endpoint);
        facts.Add(nameof(Peer), Peer);
        facts.Add(nameof(Problem), Problem);
    }
}
