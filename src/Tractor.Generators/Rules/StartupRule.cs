using Microsoft.CodeAnalysis;
using Tractor.Generators.Models;
using Tractor.Generators.Parsing;

namespace Tractor.Generators.Rules;

/// <summary>A method for the start of a child can be called by generated code: its signature and its visibility.</summary>
internal static class StartupRule
{
    public static bool IsBroken(IMethodSymbol method) =>
        !method.IsStatic
        || method.IsAbstract
        || method.IsGenericMethod
        || method.ContainingType.WithContainers().Any(container => container.IsGenericType)
        || !IsReturnTypeSupported(method)
        || !AreParametersSupported(method)
        || VisibilityReader.OfMember(method) == Visibility.Hidden
        || VisibilityReader.Of(method.ContainingType) == Visibility.Hidden;

    private static bool IsReturnTypeSupported(IMethodSymbol method) =>
        (method.ReturnsVoid && !method.IsAsync)
        || method.ReturnType.Is("System.Threading.Tasks", "Task")
        || method.ReturnType.Is("System.Threading.Tasks", "ValueTask");

    private static bool AreParametersSupported(IMethodSymbol method) =>
        method.Parameters.IsEmpty
        || (method.Parameters.Length == 1
            && method.Parameters[0].RefKind == RefKind.None
            && method.Parameters[0].Type.Is("Tractor", "ActorStartupContext"));
}
