using Microsoft.CodeAnalysis;

namespace Tractor.Generators.Parsing;

internal static class Packable
{
    public static PackableKind KindOf(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol || type.FindAttribute(WellKnown.MemoryPackableAttribute) is not { } attribute)
        {
            return PackableKind.None;
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
