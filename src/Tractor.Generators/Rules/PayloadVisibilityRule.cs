using Microsoft.CodeAnalysis;
using Tractor.Generators.Models;
using Tractor.Generators.Parsing;

namespace Tractor.Generators.Rules;

/// <summary>Every type that travels can be named by the proxy.</summary>
internal static class PayloadVisibilityRule
{
    public static IEnumerable<ITypeSymbol> Offenders(EndpointSignature signature) =>
        signature.Payloads.Where(type => VisibilityReader.Of(type) == Visibility.Hidden);
}
