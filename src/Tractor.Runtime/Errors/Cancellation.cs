namespace Tractor;

/// <summary>Who asked for a cancellation, why, where it began, and the way it came.</summary>
/// <param name="Canceller">The actor whose request this was.</param>
/// <param name="Reason">Why it was asked for.</param>
/// <param name="Path">The actors it went through, from where it began to the canceller; the origin is first.</param>
/// <param name="Detail">What is to be added in words: the error that caused it, the deadline, the signal.</param>
public sealed record Cancellation(ActorId Canceller, CancelReason Reason, IReadOnlyList<ActorId> Path, string? Detail = null)
{
    /// <summary>The actor where it began.</summary>
    public ActorId Origin => Path.Count > 0 ? Path[0] : Canceller;

    /// <summary>
    /// The task where it began, by the name of the endpoint that it is or runs in; null where it began in no endpoint: in
    /// a root's own code, or with the end of a process.
    /// </summary>
    public string? OriginTask { get; init; }

    /// <summary>A sentence without its end: <c>cancelled by root@12 (sibling fault: …)</c>.</summary>
    public override string ToString() => $"cancelled by {Canceller} ({DescribeCause()})";

    /// <summary>Why, where and by which way, in words: <c>sibling fault: …, begun in App.Work of a@1, by way of a@1 -> b@2</c>.</summary>
    internal string DescribeCause()
    {
        string way = Path.Count > 1 ? $", by way of {string.Join(" -> ", Path)}" : string.Empty;
        string task = string.IsNullOrEmpty(OriginTask) ? string.Empty : $", begun in {OriginTask} of {Origin}";
        string detail = string.IsNullOrEmpty(Detail) ? string.Empty : $": {Detail}";
        return $"{Describe(Reason)}{detail}{task}{way}";
    }

    /// <summary>The same request as <paramref name="actor"/> makes it of others.</summary>
    internal Cancellation PassedOnBy(ActorId actor) =>
        this with { Canceller = actor, Path = [.. Path.Where(id => id != actor), actor] };

    private static string Describe(CancelReason reason) => reason switch
    {
        CancelReason.Explicit => "asked for",
        CancelReason.SiblingFault => "sibling fault",
        CancelReason.ParentEnded => "parent ended",
        CancelReason.Deadline => "deadline",
        CancelReason.PeerLost => "peer lost",
        CancelReason.Signal => "signal",
        _ => reason.ToString(),
    };
}
