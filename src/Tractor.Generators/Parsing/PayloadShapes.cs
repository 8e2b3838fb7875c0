using Microsoft.CodeAnalysis;
using Tractor.Generators.Models;

namespace Tractor.Generators.Parsing;

/// <summary>Decides how a type is written, and whether it can be.</summary>
internal static class PayloadShapes
{
    /// <summary>The shape of what an endpoint or its opener gives away whole, not as a part or as an argument.</summary>
    public static PayloadShape? OfWhole(ITypeSymbol type) =>
        type.IsOwnerOfBytes() ? new PayloadShape.OwnedBytes(TypeNames.Key(type)) : Of(type);

    /// <summary>The type's shape, or null when neither we nor MemoryPack know how to write it.</summary>
    public static PayloadShape? Of(ITypeSymbol type)
    {
        if (type.IsNothing())
        {
            return new PayloadShape.Nothing();
        }

        return type switch
        {
            { SpecialType: SpecialType.System_String } => new PayloadShape.Text(TypeNames.Key(type)),
            IArrayTypeSymbol array => OfArray(array),
            INamedTypeSymbol named => OfNamed(named),
            _ => null,
        };
    }

    /// <summary>The innermost type that is in the way, for a type without a shape.</summary>
    public static ITypeSymbol FindCulprit(ITypeSymbol type)
    {
        IEnumerable<ITypeSymbol> parts = type switch
        {
            IArrayTypeSymbol { Rank: <= 4 } array => [array.ElementType],
            INamedTypeSymbol named when named.IsTupleType || named.IsNullableValue() || FormatterTable.FindGeneric(named) is not null => named.TypeArguments,
            _ => [],
        };
        ITypeSymbol? part = parts.FirstOrDefault(part => Of(part) is null);
        return part is null ? type : FindCulprit(part);
    }

    private static PayloadShape? OfArray(IArrayTypeSymbol array)
    {
        string type = TypeNames.Key(array);
        if (array.IsSZArray && UnmanagedValues.Includes(array.ElementType))
        {
            return new PayloadShape.UnmanagedArray(type, TypeNames.Key(array.ElementType));
        }

        return array.Rank <= 4 && Of(array.ElementType) is not null ? new PayloadShape.Formatted(type) : null;
    }

    private static PayloadShape? OfNamed(INamedTypeSymbol type)
    {
        string name = TypeNames.Key(type);
        if (type.IsTupleType && type.TupleElements.Length > 1)
        {
            return OfTuple(type, name);
        }

        if (type.IsNullableValue())
        {
            return Of(type.TypeArguments[0]) is { } value ? new PayloadShape.Optional(name, value) : null;
        }

        if (UnmanagedValues.Includes(type))
        {
            return new PayloadShape.Unmanaged(name);
        }

        PackableKind kind = Packable.KindOf(type);
        if (kind != PackableKind.None)
        {
            return Packable.IsWrittenByItself(kind) ? new PayloadShape.Packable(name) : new PayloadShape.Formatted(name);
        }

        return IsFormatted(type) ? new PayloadShape.Formatted(name) : null;
    }

    private static PayloadShape.Tuple? OfTuple(INamedTypeSymbol type, string name)
    {
        List<PayloadShape> elements = [];
        foreach (IFieldSymbol element in type.TupleElements)
        {
            if (Of(element.Type) is not { } shape)
            {
                return null;
            }

            elements.Add(shape);
        }

        return new PayloadShape.Tuple(name, elements.ToEquatableArray());
    }

    private static bool IsFormatted(INamedTypeSymbol type) =>
        FormatterTable.IsRegistered(type)
        || (FormatterTable.FindGeneric(type) is not null && type.TypeArguments.All(argument => Of(argument) is not null));
}
