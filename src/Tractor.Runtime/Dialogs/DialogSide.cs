namespace Tractor.Dialogs;

/// <summary>Who sends a frame of a dialog.</summary>
internal enum DialogSide : byte
{
    /// <summary>Who opened it.</summary>
    Opener,

    /// <summary>Whose task it runs.</summary>
    Endpoint,
}
