using Microsoft.CodeAnalysis;

namespace Tractor.Generators.Rules;

/// <summary>Arguments are values that travel: none is passed by reference or is a pointer.</summary>
internal static class ByReferenceRule
{
    public static IEnumerable<IParameterSymbol> Offenders(IMethodSymbol method) =>
        method.Parameters.Where(parameter =>
            parameter.RefKind != RefKind.None || parameter.Type is IPointerTypeSymbol or IFunctionPointerTypeSymbol);
}
