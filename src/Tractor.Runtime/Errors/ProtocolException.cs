using Tractor.Errors;

namespace Tractor;

/// <summary>A peer, or an endpoint in it, did not keep to the protocol.</summary>
public sealed class ProtocolException : TractorException
{
    internal ProtocolException(string problem, ActorId? peer = null, string? endpoint = null, Exception? innerException = null)
        : base(Compose(problem, peer, endpoint), innerException)
    {
        Problem = problem;
        Peer = peer;
        Endpoint = endpoint;
    }

    /// <summary>What was wrong, a clause without its end.</summary>
    public string Problem { get; }

    /// <summary>The actor that did it; null when it had not said who it is.</summary>
    public ActorId? Peer { get; }

    /// <summary>The endpoint whose dialog it happened in; null when it belongs to the connection.</summary>
    public string? Endpoint { get; }

    /// <summary>An endpoint with a context ended without having called <c>StartedAsync</c>.</summary>
    internal static ProtocolException NotStarted(ActorId peer, string endpoint) =>
        new("it returned without having called StartedAsync, so its caller never got a first value. Call it once, before the endpoint returns", peer, endpoint);

    internal override void Describe(ErrorFacts facts)
    {
        facts.Add(nameof(Problem), Problem);
        facts.Add(nameof(Peer), Peer);
        facts.Add(nameof(Endpoint), Endpoint);
    }

    private static string Compose(string problem, ActorId? peer, string? endpoint) => endpoint is null
        ? $"The peer {peer?.ToString() ?? "(not yet known)"} broke the protocol: {problem}."
        : $"{ErrorText.EndpointIn(endpoint, peer, "The dialog")} broke the protocol: {problem}.";
}
