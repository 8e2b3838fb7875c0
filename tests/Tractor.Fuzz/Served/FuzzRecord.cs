using MemoryPack;

namespace Tractor.Fuzz.Served;

/// <summary>A user's type with one of each kind of member.</summary>
[MemoryPackable]
internal sealed partial record FuzzRecord(
    string? Name,
    int Number,
    FuzzPoint[]? Points,
    List<string?>? Tags,
    Dictionary<string, int>? Table,
    FuzzShape? Shape,
    (int, string?) Pair,
    FuzzColor? Color,
    byte[]? Bytes);
