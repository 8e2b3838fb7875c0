using MemoryPack;

namespace Tractor.DialogTests;

/// <summary>A payload with a form of its own on the wire (MSG-08).</summary>
[MemoryPackable]
internal sealed partial record Tempered([property: HalfDegrees] double Celsius);
