using Tractor.Generators.Parsing;

namespace Tractor.Generators.Rules;

/// <summary>An endpoint has one token, that of its dialog.</summary>
internal static class SingleTokenRule
{
    public static bool IsBroken(EndpointSignature signature) => signature.Tokens.Count > 1;
}
