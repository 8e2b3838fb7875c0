using Tractor.Reading;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Links;

/// <summary>Keeps the frames that it gets; large ones are received into messages of their own, or gathered.</summary>
internal sealed class FrameCollector(bool isDirect, Action<TestFrame>? onFrame = null) : IFrameHandler
{
    public List<TestFrame> Frames { get; } = [];

    /// <summary>How many frames were received into a message of their own.</summary>
    public int Direct { get; private set; }

    public void OnFrame(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        TestFrame frame = new(header.Kind, header.Dialog, payload.ToArray());
        Frames.Add(frame);
        onFrame?.Invoke(frame);
    }

    public LargeMessage? BeginFrame(FrameHeader header, ReadOnlySpan<byte> beginning)
    {
        if (!isDirect)
        {
            return null;
        }

        LargeMessage message = new();
        message.Begin(header, int.MaxValue, 0, isPooled: false, 0);
        message.BeginFrame(header.Length, beginning);
        return message;
    }

    public void EndFrame(FrameHeader header, LargeMessage message)
    {
        Direct++;
        message.Finish();
        OnFrame(header, message.Bytes);
        message.Release();
    }
}
