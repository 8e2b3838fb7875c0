using Microsoft.CodeAnalysis;
using Tractor.Generators.Parsing;

namespace Tractor.Generators.Rules;

/// <summary>Every type that travels can be written and read.</summary>
internal static class PayloadCodecRule
{
    public static IEnumerable<(ITypeSymbol Type, ISymbol Site)> Offenders(EndpointSignature signature) =>
        HasTypeParameters(signature.Method) ? [] : signature.Payloads.Where(payload =>
            payload.Type.TypeKind != TypeKind.Error && !IsByReferenceKind(payload.Type) && !CanTravel(signature, payload.Type, payload.Site));

    private static bool CanTravel(EndpointSignature signature, ITypeSymbol type, ISymbol site) =>
        (signature.Arguments.Contains(site, SymbolEqualityComparer.Default) ? PayloadShapes.Of(type) : PayloadShapes.OfWhole(type)) is not null;

    // Told by the rules about generic methods and types already.
    private static bool HasTypeParameters(IMethodSymbol method) =>
        GenericMethodRule.IsBroken(method) || ContainingTypeRule.IsBroken(method.ContainingType);

    // Told by the rule about references already.
    private static bool IsByReferenceKind(ITypeSymbol type) => type is IPointerTypeSymbol or IFunctionPointerTypeSymbol;
}
