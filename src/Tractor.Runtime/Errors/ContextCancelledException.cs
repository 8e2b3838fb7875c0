using Tractor.Errors;

namespace Tractor;

/// <summary>
/// Another actor's end of a dialog was cancelled. It is no <see cref="OperationCanceledException"/>, since nothing of
/// this actor was: inside the cancelled endpoint that is what user code sees.
/// </summary>
public sealed class ContextCancelledException : TractorException
{
    private RemoteError? _received;

    internal ContextCancelledException(Cancellation cancellation, ActorId? peer = null, string? endpoint = null, string? hint = null)
        : base(Compose(cancellation, peer, endpoint, hint))
    {
        Cancellation = cancellation;
        Peer = peer;
        Endpoint = endpoint;
    }

    /// <summary>Who asked, why, and the way it came.</summary>
    public Cancellation Cancellation { get; }

    /// <summary>The actor whose request it was.</summary>
    public ActorId Canceller => Cancellation.Canceller;

    /// <summary>Why it was asked for.</summary>
    public CancelReason Reason => Cancellation.Reason;

    /// <summary>The actors that the request went through; where it began is first.</summary>
    public IReadOnlyList<ActorId> Path => Cancellation.Path;

    /// <summary>The task where it began, by its endpoint's name; null where it began in none.</summary>
    public string? OriginTask => Cancellation.OriginTask;

    /// <summary>The actor whose end of the dialog was cancelled; null when the error belongs to no peer.</summary>
    public ActorId? Peer { get; }

    /// <summary>The endpoint of the dialog; null when the error belongs to none.</summary>
    public string? Endpoint { get; }

    /// <summary>Whether a peer told of it, with nothing but the cancellation.</summary>
    internal bool IsTold { get; init; }

    /// <summary>As the peer would have told it, made when somebody looks: the error as it is there, without a hint for here.</summary>
    internal override RemoteError? Received => IsTold
        ? _received ??= ErrorTree.Build(new ErrorPacker(Peer!, Endpoint).Pack(new ContextCancelledException(Cancellation, Peer, Endpoint)), Peer!)
        : null;

    /// <summary>Whether it marks the end that its receiver asked for itself: then no scope takes it for an error.</summary>
    internal bool IsAbsorbed { get; set; }

    /// <summary>
    /// Whether a cancel by <paramref name="self"/> may have led to it: the request itself, or the signal to a child that did
    /// not answer it in time.
    /// </summary>
    internal bool FollowsCancelBy(ActorId self) =>
        Canceller == self || (Reason == CancelReason.Signal && Peer is not null && Peer.Uuid == Canceller.Uuid);

    internal override void Describe(ErrorFacts facts)
    {
        facts.Add(nameof(Canceller), Canceller);
        facts.Add("Canceller.Uuid", Canceller.Uuid);
        facts.Add(ErrorFacts.CancellationReason, Reason);
        facts.AddList(ErrorFacts.CancellationPath, Path);
        facts.Add("Detail", Cancellation.Detail);
        facts.Add(nameof(OriginTask), OriginTask);
        facts.Add(nameof(Peer), Peer);
        facts.Add(nameof(Endpoint), Endpoint);
    }

    private static string Compose(Cancellation cancellation, ActorId? peer, string? endpoint, string? hint)
    {
        bool itself = peer is not null && peer.Uuid == cancellation.Canceller.Uuid;
        string what = ErrorText.EndpointIn(endpoint, peer, "The dialog");
        string how = itself ? $"{peer} cancelled itself ({cancellation.DescribeCause()})" : $"it was {cancellation}";
        return hint is null ? $"{what} ended early: {how}." : $"{what} ended early: {how}. {hint}";
    }
}
