namespace Tractor.Generators.Parsing;

/// <summary>What a type's <c>[MemoryPackable]</c> makes MemoryPack generate.</summary>
internal enum PackableKind
{
    /// <summary>It has no such attribute.</summary>
    None,

    /// <summary>Members in their order.</summary>
    Object,

    /// <summary>Members by their number, so that either side may lack some.</summary>
    VersionTolerant,

    /// <summary>Members by their number, and references to what was written before.</summary>
    CircularReference,

    /// <summary>Items.</summary>
    Collection,

    /// <summary>A tag and one of several types.</summary>
    Union,

    /// <summary>Nothing: the user registers a formatter.</summary>
    Handwritten,
}
