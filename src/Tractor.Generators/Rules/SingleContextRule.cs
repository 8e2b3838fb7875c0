using Tractor.Generators.Parsing;

namespace Tractor.Generators.Rules;

/// <summary>A dialog has one context.</summary>
internal static class SingleContextRule
{
    public static bool IsBroken(EndpointSignature signature) => signature.Contexts.Count > 1;
}
