using Microsoft.CodeAnalysis;
using Tractor.Generators.Models;
using Tractor.Generators.Parsing;

namespace Tractor.Generators.Rules;

/// <summary>A remote error can be made by generated code, from its message.</summary>
internal static class RemoteErrorRule
{
    public static bool IsBroken(INamedTypeSymbol type) =>
        type.IsAbstract
        || !IsException(type)
        || type.WithContainers().Any(container => container.IsGenericType)
        || VisibilityReader.Of(type) == Visibility.Hidden
        || !(TakesInner(type) || HasConstructor(type, static parameters => parameters.Length == 1 && IsMessage(parameters[0])));

    public static bool TakesInner(INamedTypeSymbol type) => HasConstructor(
        type,
        static parameters => parameters.Length == 2 && IsMessage(parameters[0]) && parameters[1].Type.Is("System", "Exception"));

    private static bool HasConstructor(INamedTypeSymbol type, Func<System.Collections.Immutable.ImmutableArray<IParameterSymbol>, bool> fits) =>
        type.InstanceConstructors.Any(constructor => VisibilityReader.OfMember(constructor) != Visibility.Hidden
            && constructor.Parameters.All(parameter => parameter.RefKind == RefKind.None)
            && fits(constructor.Parameters));

    private static bool IsMessage(IParameterSymbol parameter) => parameter.Type.SpecialType == SpecialType.System_String;

    private static bool IsException(INamedTypeSymbol type)
    {
        INamedTypeSymbol? at = type.BaseType;
        while (at is not null && !at.Is("System", "Exception"))
        {
            at = at.BaseType;
        }

        return at is not null;
    }
}
