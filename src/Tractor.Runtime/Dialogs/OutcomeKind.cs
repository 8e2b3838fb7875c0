namespace Tractor;

/// <summary>The three ways a dialog ends.</summary>
public enum OutcomeKind
{
    /// <summary>The endpoint returned a value.</summary>
    Value = 0,

    /// <summary>The opener cancelled it and it ended by that.</summary>
    Cancelled = 1,

    /// <summary>It failed, was cancelled by someone else, or its actor was lost.</summary>
    Error = 2,
}
