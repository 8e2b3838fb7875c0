using Microsoft.CodeAnalysis;
using Tractor.Generators.Parsing;

namespace Tractor.Generators.Rules;

/// <summary>An endpoint returns a task, a value task or an asynchronous sequence.</summary>
internal static class ReturnTypeRule
{
    public static bool IsBroken(IMethodSymbol method) =>
        method.ReturnsByRef || method.ReturnsByRefReadonly || !EndpointSignature.Read(method).IsReturnTypeSupported;
}
