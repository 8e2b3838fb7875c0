using Microsoft.CodeAnalysis;

namespace Tractor.Generators.Parsing;

internal static class Packable
{
    public static PackableKind KindOf(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol)
        {
            return PackableKind.None;
        }

        if (type.FindAttribute(WellKnown.MemoryPackableAttribute) is not { } attribute)
        {
            return WritesItself(type) ? PackableKind.Object : PackableKind.None;
        }

        return GenerateType(attribute) switch
        {
            "VersionTolerant" => PackableKind.VersionTolerant,
            "CircularReference" => PackableKind.CircularReference,
            "Collection" => PackableKind.Collection,
            "NoGenerate" => PackableKind.Handwritten,
            _ when type.IsAbstract => PackableKind.Union,
            _ => PackableKind.Object,
        };
    }

    /// <summary>Whether the type itself has the methods that write and read it.</summary>
    public static bool IsWrittenByItself(PackableKind kind) =>
        kind is PackableKind.Object or PackableKind.VersionTolerant or PackableKind.CircularReference;

    /// <summary>Whether it has them by hand, as the runtime's own types do.</summary>
    public static bool WritesItself(ITypeSymbol type) => type.FindAttribute(WellKnown.MemoryPackableAttribute) is null && type.AllInterfaces.Any(candidate =>
        candidate is { Name: "IMemoryPackable", ContainingNamespace.Name: "MemoryPack", TypeArguments.Length: 1 }
        && SymbolEqualityComparer.Default.Equals(candidate.TypeArguments[0], type));

    private static string? GenerateType(AttributeData attribute)
    {
        foreach (TypedConstant argument in attribute.ConstructorArguments)
        {
            if (argument.Type is { Name: "GenerateType" } type)
            {
                return type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, argument.Value))?.Name;
            }
        }

        return null;
    }
}
