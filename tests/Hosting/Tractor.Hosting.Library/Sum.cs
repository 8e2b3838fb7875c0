using MemoryPack;

namespace Tractor.Hosting.Library;

/// <summary>A result whose codec MemoryPack generates.</summary>
[MemoryPackable]
public sealed partial record Sum(int Count, int Total);
