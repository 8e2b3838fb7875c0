using MemoryPack;

namespace Tractor.Errors;

/// <summary>One actor on an error's way: where it was raised, or one that let it pass.</summary>
/// <param name="Actor">The actor.</param>
/// <param name="Endpoint">The endpoint that it left.</param>
/// <param name="TypeName">The type of the exception that left the endpoint.</param>
/// <param name="StackTrace">The frames in that actor; for the first hop the error's own has them.</param>
[MemoryPackable]
internal sealed partial record ErrorHop(
    [property: GuardedActor] ActorId? Actor,
    [property: GuardedString] string? Endpoint,
    [property: GuardedString] string? TypeName,
    [property: GuardedString] string? StackTrace);
