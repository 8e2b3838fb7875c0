using Microsoft.CodeAnalysis;
using Tractor.Generators.Models;

namespace Tractor.Generators.Parsing;

/// <summary>Finds the packable types that are written with a payload, however deep.</summary>
internal sealed class PackableCollector
{
    private readonly HashSet<ITypeSymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly List<INamedTypeSymbol> _found = [];

    public static IReadOnlyList<INamedTypeSymbol> Collect(ITypeSymbol type)
    {
        PackableCollector collector = new();
        collector.Add(type);
        return collector._found;
    }

    private void Add(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
        {
            Add(array.ElementType);
        }
        else if (type is INamedTypeSymbol named && !UnmanagedValues.Includes(named) && _seen.Add(named))
        {
            AddAll(named.TypeArguments);
            AddPackable(named);
        }
    }

    private void AddPackable(INamedTypeSymbol type)
    {
        PackableKind kind = Packable.KindOf(type);
        if (Packable.IsWrittenByItself(kind))
        {
            // A private nested type cannot be named, and MemoryPack's formatter stays.
            if (VisibilityReader.Of(type) != Visibility.Hidden)
            {
                _found.Add(type);
            }

            AddAll(PayloadMembers.OfPackable(type).Select(member => member.Type));
        }
        else if (kind == PackableKind.Union)
        {
            AddAll(PayloadMembers.OfUnion(type).Select(member => member.Type));
        }
        else if (kind == PackableKind.Collection)
        {
            AddAll(type.AllInterfaces.SelectMany(implemented => implemented.TypeArguments));
        }
    }

    private void AddAll(IEnumerable<ITypeSymbol> types)
    {
        foreach (ITypeSymbol type in types)
        {
            Add(type);
        }
    }
}
