using MemoryPack;

namespace Tractor.Errors;

/// <summary>One error of the tree.</summary>
[MemoryPackable]
internal sealed partial record ErrorNode
{
    /// <summary>The index of the error that this belongs to, always less than its own; -1 for the first.</summary>
    public int Parent { get; init; }

    /// <summary>True for a member of a group, false for a cause.</summary>
    public bool IsMember { get; init; }

    [GuardedString]
    public string? TypeName { get; init; }

    /// <summary>The full names of the type's bases, nearest first, without <see cref="object"/>.</summary>
    [GuardedStrings]
    public string?[]? BaseTypeNames { get; init; }

    [GuardedString]
    public string? Message { get; init; }

    [GuardedString]
    public string? StackTrace { get; init; }

    public ErrorDatum?[]? Data { get; init; }

    /// <summary>The actors it went through, where it was raised first; none for what went with its parent.</summary>
    public ErrorHop?[]? Hops { get; init; }
}
