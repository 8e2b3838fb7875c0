using MemoryPack;
using Tractor.Errors;

namespace Tractor.Wire;

/// <summary>The body of the frames that ask for or tell of a cancellation.</summary>
/// <param name="Canceller">Who asks.</param>
/// <param name="Reason">Why.</param>
/// <param name="Path">The actors from where it began to the canceller.</param>
/// <param name="Detail">Added in words.</param>
/// <param name="OriginTask">The task where it began.</param>
/// <param name="BudgetMilliseconds">The time that is left for it; 0 where none was set.</param>
[MemoryPackable]
internal sealed partial record CancelMessage([property: GuardedActor] ActorId? Canceller, CancelReason Reason, [property: GuardedActors] ActorId?[]? Path, [property: GuardedString] string? Detail, [property: GuardedString] string? OriginTask, int BudgetMilliseconds)
{
    private const int MaxPath = 64;
    private const int MaxDetail = 4096;

    public static CancelMessage From(Cancellation cancellation, TimeSpan budget) => new(
        cancellation.Canceller,
        cancellation.Reason,
        [.. cancellation.Path.Take(MaxPath)],
        Cut(cancellation.Detail, MaxDetail),
        Cut(cancellation.OriginTask, ErrorLimits.Name),
        (int)Math.Clamp(budget.TotalMilliseconds, 0, int.MaxValue));

    /// <summary>What it says, where a peer left things out filled with the peer itself.</summary>
    public Cancellation ToCancellation(ActorId peer)
    {
        ActorId canceller = Canceller ?? peer;
        ActorId[] path = Path is { Length: <= MaxPath } ids ? [.. ids.OfType<ActorId>()] : [];
        path = path.Length > 0 ? path : [canceller];
        return new Cancellation(canceller, Reason, path, Cut(Detail, MaxDetail)) { OriginTask = Cut(OriginTask, ErrorLimits.Name) };
    }

    private static string? Cut(string? text, int limit) => text is { Length: > 0 } ? new ErrorBudget(int.MaxValue).Take(text, limit) : null;
}
