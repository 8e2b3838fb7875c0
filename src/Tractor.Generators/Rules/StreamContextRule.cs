using Tractor.Generators.Parsing;

namespace Tractor.Generators.Rules;

/// <summary>A one-way stream has no context: what it sends is what it yields.</summary>
internal static class StreamContextRule
{
    public static bool IsBroken(EndpointSignature signature) => signature is { IsStream: true, Contexts.Count: > 0 };
}
