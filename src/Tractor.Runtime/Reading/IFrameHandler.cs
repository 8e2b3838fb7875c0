using Tractor.Wire;

namespace Tractor.Reading;

/// <summary>What frames are handed to, one at a time and in order. No user code may run in it: that is deferred.</summary>
internal interface IFrameHandler
{
    /// <summary>Takes a frame; the payload is valid during the call only.</summary>
    void OnFrame(FrameHeader header, ReadOnlySpan<byte> payload);

    /// <summary>
    /// Only the beginning of a large frame has come. Gives the message that the rest is received into, or null for one
    /// that is to be handed over whole.
    /// </summary>
    LargeMessage? BeginFrame(FrameHeader header, ReadOnlySpan<byte> beginning);

    /// <summary>All of the frame has come that was begun.</summary>
    void EndFrame(FrameHeader header, LargeMessage message);
}
