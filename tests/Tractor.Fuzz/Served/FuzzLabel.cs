using MemoryPack;

namespace Tractor.Fuzz.Served;

[MemoryPackable]
internal sealed partial record FuzzLabel(string? Text, float[]? Weights) : FuzzShape;
