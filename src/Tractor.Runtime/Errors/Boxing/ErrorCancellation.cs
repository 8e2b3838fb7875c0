using MemoryPack;

namespace Tractor.Errors;

/// <summary>A <see cref="Cancellation"/> as it travels with an error.</summary>
[MemoryPackable]
internal sealed partial record ErrorCancellation(
    [property: GuardedActor] ActorId? Canceller,
    CancelReason Reason,
    [property: GuardedActors] ActorId?[]? Path,
    [property: GuardedString] string? Detail,
    [property: GuardedString] string? OriginTask);
