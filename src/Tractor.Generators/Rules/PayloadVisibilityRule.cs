using Microsoft.CodeAnalysis;
using Tractor.Generators.Models;
using Tractor.Generators.Parsing;

namespace Tractor.Generators.Rules;

/// <summary>Every type that travels can be named by the proxy.</summary>
internal static class PayloadVisibilityRule
{
    public static IEnumerable<(ITypeSymbol Type, ISymbol Site)> Offenders(EndpointSignature signature) =>
        signature.Payloads.Where(payload => VisibilityReader.Of(payload.Type) == Visibility.Hidden);
}
