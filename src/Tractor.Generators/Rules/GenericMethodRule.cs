using Microsoft.CodeAnalysis;

namespace Tractor.Generators.Rules;

/// <summary>An endpoint has no type parameters: its payloads are known at compile time.</summary>
internal static class GenericMethodRule
{
    public static bool IsBroken(IMethodSymbol method) => method.IsGenericMethod;
}
