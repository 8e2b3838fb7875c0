using Microsoft.CodeAnalysis;
using Tractor.Generators.Models;

namespace Tractor.Generators.Parsing;

/// <summary>
/// Finds the formatters that a payload needs from MemoryPack's table. MemoryPack makes missing ones up by reflection,
/// which a natively compiled program cannot do.
/// </summary>
internal sealed class FormatterCollector
{
    private const string Formatters = "global::MemoryPack.Formatters.";
    private readonly List<FormatterModel> _found = [];
    private readonly HashSet<ITypeSymbol> _direct = new(SymbolEqualityComparer.Default);

    public static EquatableArray<FormatterModel> Collect(ITypeSymbol type, PayloadShape shape)
    {
        FormatterCollector collector = new();
        collector.AddPayload(type, shape);
        List<INamedTypeSymbol> packables = [.. PackableCollector.Collect(type)];
        if (!packables.All(collector.IsWrittenWhole))
        {
            packables.ForEach(collector.AddPackable);
        }

        return collector._found.Distinct().ToEquatableArray();
    }

    /// <summary>A payload that generated code writes itself needs only what is inside of it.</summary>
    private void AddPayload(ITypeSymbol type, PayloadShape shape)
    {
        switch (shape)
        {
            case PayloadShape.Formatted:
                Add(type);
                break;
            case PayloadShape.Optional optional:
                AddPayload(((INamedTypeSymbol)type).TypeArguments[0], optional.Value);
                break;
            case PayloadShape.Tuple tuple:
                foreach ((IFieldSymbol element, PayloadShape elementShape) in ((INamedTypeSymbol)type).TupleElements.Zip(tuple.Elements, (element, part) => (element, part)))
                {
                    AddPayload(element.Type, elementShape);
                }

                break;
            case PayloadShape.Packable:
                _direct.Add(type);
                AddArguments((INamedTypeSymbol)type);
                break;
        }
    }

    // Generated code calls what it is written by; and written by hand, as the runtime's own types are, it needs nothing else.
    private bool IsWrittenWhole(INamedTypeSymbol packable) => _direct.Contains(packable) && Packable.WritesItself(packable);

    private void Add(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
        {
            AddArray(array);
        }
        else if (type is INamedTypeSymbol named && (named.SpecialType == SpecialType.None || named.IsGenericType))
        {
            // Primitives are in the table; of the special types Nullable<T> and the interfaces of collections are not.
            AddNamed(named);
        }
    }

    private void AddArray(IArrayTypeSymbol array)
    {
        Add(array.ElementType);
        string element = TypeNames.Plain(array.ElementType);
        string formatter = array.Rank switch
        {
            1 when UnmanagedValues.Includes(array.ElementType) => "UnmanagedArrayFormatter",
            1 => "ArrayFormatter",
            2 => "TwoDimensionalArrayFormatter",
            3 => "ThreeDimensionalArrayFormatter",
            _ => "FourDimensionalArrayFormatter",
        };
        AddInstance(array, $"{Formatters}{formatter}<{element}>");
    }

    private void AddNamed(INamedTypeSymbol type)
    {
        AddArguments(type);
        string arguments = string.Join(", ", type.TypeArguments.Select(TypeNames.Plain));
        if (type.IsNullableValue())
        {
            AddInstance(type, $"{Formatters}NullableFormatter<{arguments}>");
        }
        else if (FormatterTable.FindGeneric(type) is { } generic)
        {
            AddInstance(type, $"{generic}<{arguments}>");
        }
        else if (UnmanagedValues.Includes(type))
        {
            AddInstance(type, $"{Formatters}UnmanagedFormatter<{TypeNames.Plain(type)}>");
        }
        else
        {
            AddPackable(type);
        }
    }

    private void AddPackable(INamedTypeSymbol type)
    {
        string name = TypeNames.Plain(type);
        PackableKind kind = Packable.KindOf(type);
        if (Packable.IsWrittenByItself(kind))
        {
            _found.Add(new FormatterModel(name, null, type.IsReferenceType ? name + "?" : name));
        }
        else if (kind is PackableKind.Collection or PackableKind.Union)
        {
            _found.Add(new FormatterModel(name, $"<{name}>()"));
        }
    }

    private void AddArguments(INamedTypeSymbol type)
    {
        foreach (ITypeSymbol argument in type.TypeArguments)
        {
            Add(argument);
        }
    }

    private void AddInstance(ITypeSymbol type, string formatter) =>
        _found.Add(new FormatterModel(TypeNames.Plain(type), $"(new {formatter}())"));
}
