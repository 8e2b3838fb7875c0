namespace Tractor.Wire;

/// <summary>What a payload that is nothing but bytes is received into.</summary>
internal enum BlockForm
{
    /// <summary>It is no such payload.</summary>
    None,

    /// <summary>An array of its own, of just its size.</summary>
    Array,

    /// <summary>A pooled array, which its owner gives back.</summary>
    Pooled,
}
