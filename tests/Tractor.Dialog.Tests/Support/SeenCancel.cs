using MemoryPack;

namespace Tractor.DialogTests;

/// <summary>What an endpoint saw of its own cancellation.</summary>
[MemoryPackable]
internal sealed partial record SeenCancel(ActorId Canceller, CancelReason Reason, ActorId[] Path, string? Detail, string? OriginTask = null)
{
    public static SeenCancel Of(Cancellation seen) => new(seen.Canceller, seen.Reason, [.. seen.Path], seen.Detail, seen.OriginTask);

    public string ToText() => Convert.ToBase64String(MemoryPackSerializer.Serialize(this));

    public static SeenCancel Parse(string text) => MemoryPackSerializer.Deserialize<SeenCancel>(Convert.FromBase64String(text))!;
}
