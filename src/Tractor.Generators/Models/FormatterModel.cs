namespace Tractor.Generators.Models;

/// <summary>A formatter that MemoryPack must have in its table, since it cannot make it up in a natively compiled program.</summary>
/// <param name="Type">The type that it formats.</param>
/// <param name="Registration">What to call with it: the arguments of <c>MemoryPackFormatterProvider.Register</c>, type arguments included.</param>
internal sealed record FormatterModel(string Type, string Registration);
