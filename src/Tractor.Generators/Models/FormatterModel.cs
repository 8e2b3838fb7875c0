namespace Tractor.Generators.Models;

/// <summary>A formatter that MemoryPack must have in its table, since it cannot make it up in a natively compiled program.</summary>
/// <param name="Type">The type that it formats.</param>
/// <param name="Registration">What to call with it: the arguments of <c>MemoryPackFormatterProvider.Register</c>, type arguments included; null when the formatter is to be emitted.</param>
/// <param name="ValueType">The type as a value of it is passed, for a formatter to be emitted.</param>
internal sealed record FormatterModel(string Type, string? Registration, string? ValueType = null);
