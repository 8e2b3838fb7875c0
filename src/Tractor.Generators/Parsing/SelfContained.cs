using Microsoft.CodeAnalysis;

namespace Tractor.Generators.Parsing;

/// <summary>Tells the payloads whose writing and reading can run no code of the user's.</summary>
internal static class SelfContained
{
    public static bool Includes(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_String } => true,
        IArrayTypeSymbol array => Includes(array.ElementType),
        INamedTypeSymbol named when named.IsNullableValue() => Includes(named.TypeArguments[0]),
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.All(element => Includes(element.Type)),
        _ => UnmanagedValues.Includes(type),
    };
}
