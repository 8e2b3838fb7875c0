using Microsoft.CodeAnalysis;
using Tractor.Generators.Parsing;

namespace Tractor.Generators.Rules;

/// <summary>No type around an endpoint is generic or local to its file: its table could not be named.</summary>
internal static class ContainingTypeRule
{
    public static bool IsBroken(INamedTypeSymbol type) =>
        type.WithContainers().Any(container => container.IsGenericType || container.IsFileLocal);
}
