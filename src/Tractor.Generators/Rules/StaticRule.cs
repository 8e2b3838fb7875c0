using Microsoft.CodeAnalysis;

namespace Tractor.Generators.Rules;

/// <summary>An endpoint is static and has a body of its own: there is no object to call it on in another process.</summary>
internal static class StaticRule
{
    public static bool IsBroken(IMethodSymbol method) => !method.IsStatic || method.IsAbstract || method.IsVirtual;
}
