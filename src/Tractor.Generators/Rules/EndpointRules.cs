using Microsoft.CodeAnalysis;
using Tractor.Generators.Parsing;

namespace Tractor.Generators.Rules;

/// <summary>All the rules together: what breaks one is told by its analyzer and skipped by the generator.</summary>
internal static class EndpointRules
{
    public static bool AreMet(EndpointSignature signature) =>
        AreMetByClass(signature.Method.ContainingType)
        && AreMetByMethod(signature.Method)
        && !StreamContextRule.IsBroken(signature)
        && !SingleContextRule.IsBroken(signature)
        && !SingleTokenRule.IsBroken(signature)
        && !PayloadVisibilityRule.Offenders(signature).Any()
        && DuplicateProxyRule.FindOther(signature) is null;

    private static bool AreMetByClass(INamedTypeSymbol type) =>
        !PartialRule.Offenders(type).Any() && !ContainingTypeRule.IsBroken(type) && TableMemberRule.FindTaken(type) is null;

    private static bool AreMetByMethod(IMethodSymbol method) =>
        !StaticRule.IsBroken(method)
        && !GenericMethodRule.IsBroken(method)
        && !ByReferenceRule.Offenders(method).Any()
        && !ReturnTypeRule.IsBroken(method);
}
