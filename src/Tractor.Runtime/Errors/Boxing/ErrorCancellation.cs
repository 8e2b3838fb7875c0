using MemoryPack;

namespace Tractor.Errors;

/// <summary>A <see cref="Cancellation"/> as it travels with an error.</summary>
[MemoryPackable]
internal sealed partial record ErrorCancellation(ActorId? Canceller, CancelReason Reason, ActorId?[]? Path, string? Detail);
