using Tractor.Errors;
using Tractor.Fields;

namespace Tractor.Wire;

/// <summary>The body of the frames that ask for or tell of a cancellation.</summary>
/// <param name="Canceller">Who asks.</param>
/// <param name="Reason">Why.</param>
/// <param name="Path">The actors from where it began to the canceller.</param>
/// <param name="Detail">Added in words.</param>
/// <param name="OriginTask">The task where it began.</param>
/// <param name="BudgetMilliseconds">The time that is left for it, rounded up; 0 where none was set.</param>
internal sealed record CancelMessage(ActorId? Canceller, CancelReason Reason, ActorId?[]? Path, string? Detail, string? OriginTask, int BudgetMilliseconds) : IMessage<CancelMessage>
{
    private const int MaxPath = 64;
    private const int MaxDetail = 4096;

    public static CancelMessage? Read(ref FieldReader reader) => reader.Object(6)
        ? new CancelMessage(reader.Actor(), (CancelReason)reader.Int(), reader.Actors(), reader.String(), reader.String(), reader.Int())
        : null;

    public static CancelMessage From(Cancellation cancellation, TimeSpan budget) => new(
        cancellation.Canceller,
        cancellation.Reason,
        First(cancellation.Path),
        Cut(cancellation.Detail, MaxDetail),
        Cut(cancellation.OriginTask, ErrorLimits.Name),
        (int)Math.Clamp(Math.Ceiling(budget.TotalMilliseconds), 0, int.MaxValue));

    /// <summary>What it says, where a peer left things out filled with the peer itself.</summary>
    public Cancellation ToCancellation(ActorId peer)
    {
        ActorId canceller = Canceller ?? peer;
        ActorId?[] path = Path is { Length: <= MaxPath } ids ? Array.FindAll(ids, static id => id is not null) : [];
        path = path.Length > 0 ? path : [canceller];
        return new Cancellation(canceller, Reason, path!, Cut(Detail, MaxDetail)) { OriginTask = Cut(OriginTask, ErrorLimits.Name) };
    }

    public void Write(FieldWriter writer)
    {
        writer.Object(6);
        writer.Actor(Canceller);
        writer.Int((int)Reason);
        writer.Actors(Path);
        writer.String(Detail);
        writer.String(OriginTask);
        writer.Int(BudgetMilliseconds);
    }

    private static ActorId[] First(IReadOnlyList<ActorId> path)
    {
        ActorId[] first = new ActorId[Math.Min(path.Count, MaxPath)];
        for (int i = 0; i < first.Length; i++)
        {
            first[i] = path[i];
        }

        return first;
    }

    private static string? Cut(string? text, int limit) => text is { Length: > 0 } ? new ErrorBudget(int.MaxValue).Take(text, limit) : null;
}
