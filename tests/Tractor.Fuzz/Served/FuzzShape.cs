using MemoryPack;

namespace Tractor.Fuzz.Served;

/// <summary>A union.</summary>
[MemoryPackable]
[MemoryPackUnion(0, typeof(FuzzCircle))]
[MemoryPackUnion(1, typeof(FuzzLabel))]
internal abstract partial record FuzzShape;
