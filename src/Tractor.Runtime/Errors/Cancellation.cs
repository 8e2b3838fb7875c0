namespace Tractor;

/// <summary>Who asked for a cancellation, why, and the way it came.</summary>
/// <param name="Canceller">The actor whose request this was.</param>
/// <param name="Reason">Why it was asked for.</param>
/// <param name="Path">The actors it went through, from where it began to the canceller; the origin is first.</param>
/// <param name="Detail">What is to be added in words: the error that caused it, the deadline, the signal.</param>
public sealed record Cancellation(ActorId Canceller, CancelReason Reason, IReadOnlyList<ActorId> Path, string? Detail = null)
{
    /// <summary>A sentence without its end: <c>cancelled by root@12 (sibling fault: …)</c>.</summary>
    public override string ToString() => $"cancelled by {Canceller} ({DescribeCause()})";

    /// <summary>Why and by which way, in words: <c>sibling fault: …, by way of a@1 -> b@2</c>.</summary>
    internal string DescribeCause()
    {
        string way = Path.Count > 1 ? $", by way of {string.Join(" -> ", Path)}" : string.Empty;
        string detail = string.IsNullOrEmpty(Detail) ? string.Empty : $": {Detail}";
        return $"{Describe(Reason)}{detail}{way}";
    }

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
