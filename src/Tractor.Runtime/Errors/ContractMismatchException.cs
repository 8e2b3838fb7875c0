using Tractor.Errors;

namespace Tractor;

/// <summary>This actor and its peer were built from different declarations of one endpoint.</summary>
public sealed class ContractMismatchException : TractorException
{
    internal ContractMismatchException(string endpoint, ActorId peer, string? localSignature, string? remoteSignature)
        : base($"This actor and {peer} disagree about {endpoint}. Here it is: {Known(localSignature)}. There it is: {Known(remoteSignature)}. Build both from the same sources.")
    {
        Endpoint = endpoint;
        Peer = peer;
        LocalSignature = Known(localSignature);
        RemoteSignature = Known(remoteSignature);
    }

    /// <summary>The endpoint that the two disagree about.</summary>
    public string Endpoint { get; }

    /// <summary>The actor that knows it otherwise.</summary>
    public ActorId Peer { get; }

    /// <summary>The signature as this actor knows it.</summary>
    public string LocalSignature { get; }

    /// <summary>The signature as the peer knows it.</summary>
    public string RemoteSignature { get; }

    internal override void Describe(ErrorFacts facts)
    {
        facts.Add(nameof(Endpoint), Endpoint);
        facts.Add(nameof(Peer), Peer);
        facts.Add(nameof(LocalSignature), LocalSignature);
        facts.Add(nameof(RemoteSignature), RemoteSignature);
    }

    private static string Known(string? signature) => string.IsNullOrEmpty(signature) ? "(not told)" : signature;
}
