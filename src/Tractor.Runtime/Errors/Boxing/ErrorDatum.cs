using MemoryPack;

namespace Tractor.Errors;

/// <summary>One pair of an error's data, as text.</summary>
[MemoryPackable]
internal sealed partial record ErrorDatum(
    [property: GuardedString] string Key,
    [property: GuardedString] string Value);
