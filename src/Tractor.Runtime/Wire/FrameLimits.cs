namespace Tractor.Wire;

/// <summary>How large frames and what is made of them may be; part of the protocol.</summary>
internal static class FrameLimits
{
    /// <summary>A message that is larger travels in parts of this size, between which the frames of other dialogs pass.</summary>
    public const int PartBytes = 128 << 10;

    /// <summary>No frame is larger, whatever it says.</summary>
    public const int FrameBytes = 1 << 20;

    /// <summary>Items of fixed size share a frame up to this size.</summary>
    public const int ItemsBytes = 8 << 10;

    /// <summary>So many messages of one direction of a connection may be begun and not finished.</summary>
    public const int Unfinished = 16;
}
