using MemoryPack;

namespace Tractor.Errors;

/// <summary>One pair of an error's data, as text.</summary>
[MemoryPackable]
internal sealed partial record ErrorDatum(string Key, string Value);
