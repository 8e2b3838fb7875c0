using Microsoft.CodeAnalysis;

namespace Tractor.Generators.Parsing;

/// <summary>A member that travels with its type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Number">Where it lies or what it is numbered, if that matters.</param>
internal readonly record struct PayloadMember(string Name, ITypeSymbol Type, int? Number);
