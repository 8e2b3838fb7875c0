using Microsoft.CodeAnalysis;
using Tractor.Generators.Parsing;

namespace Tractor.Generators.Rules;

/// <summary>No member of <c>Portal</c> has the name of a proxy: members win over extension methods.</summary>
internal static class HiddenProxyRule
{
    public static bool IsBroken(EndpointSignature signature, INamedTypeSymbol portal) =>
        portal.GetMembers(signature.ProxyName).Any(member => member.DeclaredAccessibility == Accessibility.Public);
}
