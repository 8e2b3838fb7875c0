using Microsoft.CodeAnalysis;
using Tractor.Generators.Parsing;

namespace Tractor.Generators.Rules;

/// <summary>Two endpoints of a class have two proxies: another name, or other parameters.</summary>
internal static class DuplicateProxyRule
{
    /// <summary>The endpoint that has the proxy's name already; of two, the one whose own name sorts first.</summary>
    public static IMethodSymbol? FindOther(EndpointSignature signature) =>
        signature.Method.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .Where(method => method.IsEndpoint() && !SymbolEqualityComparer.Default.Equals(method, signature.Method))
            .Select(EndpointSignature.Read)
            .FirstOrDefault(other => HasSameProxy(signature, other) && IsBefore(other, signature))?.Method;

    private static bool HasSameProxy(EndpointSignature left, EndpointSignature right) =>
        left.ProxyName == right.ProxyName && left.ProxyParameters == right.ProxyParameters;

    private static bool IsBefore(EndpointSignature left, EndpointSignature right)
    {
        int order = string.CompareOrdinal(left.Method.Name, right.Method.Name);
        return (order != 0 ? order : string.CompareOrdinal(left.Overload, right.Overload)) < 0;
    }
}
