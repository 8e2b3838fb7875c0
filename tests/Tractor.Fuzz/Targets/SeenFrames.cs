using Tractor.Reading;
using Tractor.Wire;

namespace Tractor.Fuzz.Targets;

/// <summary>What an actor sent, as far as it tells why the connection ends.</summary>
internal sealed class SeenFrames : IFrameHandler
{
    private readonly FrameCutter _cutter = new();

    /// <summary>Whether there was an error of the connection itself, or the actor's own end.</summary>
    public bool HaveLastWord { get; private set; }

    /// <summary>The last one.</summary>
    public FrameHeader Last { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            Span<byte> room = _cutter.Room().Span;
            int count = Math.Min(room.Length, bytes.Length);
            bytes[..count].CopyTo(room);
            bytes = bytes[count..];
            _cutter.Commit(count);
            while (_cutter.TryHandOn(this))
            {
            }
        }
    }

    public void OnFrame(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        Last = header;
        HaveLastWord |= header is { Kind: FrameKind.Error, Dialog: 0 } or { Kind: FrameKind.Ending };
    }

    public LargeMessage? BeginFrame(FrameHeader header, ReadOnlySpan<byte> beginning) => null;

    public void EndFrame(FrameHeader header, LargeMessage message)
    {
    }
}
