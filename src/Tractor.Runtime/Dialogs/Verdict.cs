namespace Tractor.Dialogs;

/// <summary>What the grammar says of a frame.</summary>
internal enum Verdict : byte
{
    /// <summary>It belongs here.</summary>
    Take,

    /// <summary>It came late or twice by a harmless race: drop it.</summary>
    Drop,

    /// <summary>No correct peer sends it here.</summary>
    Violation,
}
