namespace Tractor.Generators.Models;

/// <summary>A table to register.</summary>
/// <param name="TypeName">The full name of its class.</param>
/// <param name="Path">An expression that names it from outside of the class.</param>
internal sealed record TableModel(string TypeName, string Path);
