using Tractor.Fuzz.Engine;
using Tractor.Reading;
using Tractor.Wire;

namespace Tractor.Fuzz.Targets;

/// <summary>Cutting bytes into frames: the same frames however the bytes arrive, and memory only for what has arrived.</summary>
internal sealed class FramesTarget : IFuzzTarget
{
    private const int MaxMessageBytes = 2048;

    public string Name => "frames";

    public IEnumerable<byte[]> Seeds =>
    [
        [3, .. Frame(FrameKind.Start, new byte[20]), .. Frame(FrameKind.Item, [1, 2, 3]), .. Frame(FrameKind.Stop, [])],
        [1, .. Frame(FrameKind.Error, new byte[MaxMessageBytes + 1])],
        [255, .. Frame(FrameKind.Item, new byte[MaxMessageBytes])],
    ];

    public ValueTask ExecuteAsync(byte[] input)
    {
        InputReader reader = new(input);
        int chunk = reader.Next() + 1;
        byte[] bytes = reader.Rest();
        List<string> whole = Cut(bytes, Math.Max(1, bytes.Length));
        List<string> pieces = Cut(bytes, chunk);
        FuzzFailureException.ThrowIf(!whole.SequenceEqual(pieces), $"frames differ when they come in pieces of {chunk}: {string.Join(", ", whole)} and {string.Join(", ", pieces)}");
        return default;
    }

    public ValueTask DisposeAsync() => default;

    private static List<string> Cut(byte[] bytes, int chunk)
    {
        List<string> frames = [];
        using FrameCutter cutter = new();
        Collector collector = new(frames);
        try
        {
            for (int at = 0; at < bytes.Length; at += chunk)
            {
                ReadOnlySpan<byte> piece = bytes.AsSpan(at, Math.Min(chunk, bytes.Length - at));
                Feed(cutter, piece, collector);
            }

            frames.Add(cutter.HasPart ? "part" : "end");
        }
        catch (ProtocolException error)
        {
            frames.Add(error.Problem);
        }

        return frames;
    }

    private static void Feed(FrameCutter cutter, ReadOnlySpan<byte> piece, Collector collector)
    {
        while (!piece.IsEmpty)
        {
            Span<byte> room = cutter.Room().Span;
            int count = Math.Min(room.Length, piece.Length);
            FuzzFailureException.ThrowIf(room.Length > 1 << 20, $"there is room for {room.Length} bytes");
            piece[..count].CopyTo(room);
            piece = piece[count..];
            cutter.Commit(count);
            while (cutter.TryHandOn(collector))
            {
            }
        }
    }

    private static byte[] Frame(FrameKind kind, byte[] payload)
    {
        byte[] frame = new byte[FrameHeader.Size + payload.Length];
        new FrameHeader(payload.Length, kind, FrameFlags.None, 1).Write(frame);
        payload.CopyTo(frame, FrameHeader.Size);
        return frame;
    }

    // Large frames are gathered whole, so that they can be compared.
    private sealed class Collector(List<string> frames) : IFrameHandler
    {
        public void OnFrame(FrameHeader header, ReadOnlySpan<byte> payload)
        {
            FuzzFailureException.ThrowIf(payload.Length != header.Length, "a payload is not as long as its header says");
            frames.Add($"{header} {Convert.ToHexString(payload)}");
        }

        public LargeMessage? BeginFrame(FrameHeader header, ReadOnlySpan<byte> beginning) => null;

        public void EndFrame(FrameHeader header, LargeMessage message) =>
            throw new FuzzFailureException("a frame ended that was not begun");
    }
}
