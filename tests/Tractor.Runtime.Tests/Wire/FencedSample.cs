using MemoryPack;

namespace Tractor.Runtime.Tests.Wire;

/// <summary>A type whose strings MemoryPack's generated code reads by itself, and whose numbers look like lengths.</summary>
[MemoryPackable]
internal sealed partial record FencedSample(string? Name, float[]? Values, List<string?>? Tags, int Number, FencedSample? Next);
