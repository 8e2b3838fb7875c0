namespace Tractor.Wire;

/// <summary>Properties of one frame.</summary>
[Flags]
internal enum FrameFlags : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The message goes on in the dialog's next frame of the same kind.</summary>
    More = 1,

    /// <summary>The message that this dialog has under way is given up: what came of it counts for nothing.</summary>
    Void = 2,
}
