using MemoryPack;

namespace Tractor.Fuzz.Served;

[MemoryPackable]
internal sealed partial record FuzzCircle(FuzzPoint Centre, double Radius) : FuzzShape;
