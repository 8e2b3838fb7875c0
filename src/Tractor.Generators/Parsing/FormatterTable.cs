using Microsoft.CodeAnalysis;

namespace Tractor.Generators.Parsing;

/// <summary>The types of the base library that MemoryPack has a formatter for.</summary>
internal static class FormatterTable
{
    private const string Generic = "System.Collections.Generic";
    private const string Concurrent = "System.Collections.Concurrent";
    private const string Immutable = "System.Collections.Immutable";
    private const string ObjectModel = "System.Collections.ObjectModel";

    private static readonly Dictionary<string, string> GenericFormatters = Table(
        (Generic, "List HashSet Queue Stack LinkedList SortedSet KeyValuePair Dictionary SortedDictionary SortedList PriorityQueue", ""),
        (Generic, "IEnumerable ICollection IReadOnlyCollection IList IReadOnlyList ISet IReadOnlySet IDictionary IReadOnlyDictionary", "Interface"),
        (ObjectModel, "Collection ObservableCollection ReadOnlyCollection ReadOnlyObservableCollection", ""),
        (Concurrent, "BlockingCollection ConcurrentBag ConcurrentQueue ConcurrentStack ConcurrentDictionary", ""),
        (Immutable, "ImmutableArray ImmutableList ImmutableQueue ImmutableStack ImmutableHashSet ImmutableSortedSet ImmutableDictionary ImmutableSortedDictionary", ""),
        (Immutable, "IImmutableList IImmutableQueue IImmutableStack IImmutableSet IImmutableDictionary", "Interface"),
        ("System.Collections.Frozen", "FrozenSet FrozenDictionary", ""),
        ("System.Linq", "IGrouping ILookup", "Interface"),
        ("System", "Memory ReadOnlyMemory ArraySegment Lazy Tuple ValueTuple", ""),
        ("System.Buffers", "ReadOnlySequence", ""));

    private static readonly HashSet<string> Registered = new(StringComparer.Ordinal)
    {
        "System.Uri", "System.Version", "System.Numerics.BigInteger", "System.Text.StringBuilder",
        "System.Collections.BitArray", "System.TimeZoneInfo", "System.Globalization.CultureInfo",
    };

    /// <summary>The formatter's name without type arguments, or null.</summary>
    public static string? FindGeneric(INamedTypeSymbol type) =>
        type is { IsGenericType: true, ContainingType: null }
        && GenericFormatters.TryGetValue($"{type.ContainingNamespace.ToDisplayString()}.{type.Name}", out string? formatter)
            ? formatter
            : null;

    /// <summary>Whether MemoryPack has registered it from the start.</summary>
    public static bool IsRegistered(ITypeSymbol type) =>
        type is INamedTypeSymbol { IsGenericType: false } && Registered.Contains(type.ToDisplayString());

    private static Dictionary<string, string> Table(params (string Namespace, string Names, string Prefix)[] rows)
    {
        Dictionary<string, string> table = new(StringComparer.Ordinal);
        foreach ((string @namespace, string names, string prefix) in rows)
        {
            foreach (string name in names.Split(' '))
            {
                // The formatter of IList is InterfaceListFormatter.
                string stem = prefix.Length > 0 ? name.Substring(1) : name;
                table.Add($"{@namespace}.{name}", $"global::MemoryPack.Formatters.{prefix}{stem}Formatter");
            }
        }

        return table;
    }
}
