using Tractor.Fuzz.Engine;
using Tractor.Reading;
using Tractor.Wire;

namespace Tractor.Fuzz.Targets;

/// <summary>Cutting bytes into frames and putting parts together: the same messages however the bytes arrive, and memory only for what has arrived.</summary>
internal sealed class FramesTarget : IFuzzTarget
{
    private const int MaxMessageBytes = 20_000;

    public string Name => "frames";

    public IEnumerable<byte[]> Seeds =>
    [
        [3, .. Frame(FrameKind.Start, new byte[20]), .. Frame(FrameKind.Item, [1, 2, 3]), .. Frame(FrameKind.Stop, [])],
        [1, .. Frame(FrameKind.Error, new byte[MaxMessageBytes + 1])],
        [255, .. Frame(FrameKind.Item, new byte[MaxMessageBytes])],
        [255, .. Frame(FrameKind.Start, new byte[12_000], FrameFlags.More), .. Frame(FrameKind.Start, new byte[9000], FrameFlags.More), .. Frame(FrameKind.Start, [1])],
        [9, .. Frame(FrameKind.Start, new byte[40], FrameFlags.More), .. Frame(FrameKind.Cancel, []), .. Frame(FrameKind.Start, [], FrameFlags.Void)],
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
        FrameLog log = new(MaxMessageBytes);
        List<string> frames = log.Seen;
        using FrameCutter cutter = new();
        try
        {
            for (int at = 0; at < bytes.Length; at += chunk)
            {
                ReadOnlySpan<byte> piece = bytes.AsSpan(at, Math.Min(chunk, bytes.Length - at));
                Feed(cutter, piece, log);
            }

            frames.Add(cutter.HasPart ? "part" : "end");
        }
        catch (ProtocolException error)
        {
            frames.Add(error.Problem);
        }

        return frames;
    }

    private static void Feed(FrameCutter cutter, ReadOnlySpan<byte> piece, FrameLog log)
    {
        while (!piece.IsEmpty)
        {
            Span<byte> room = cutter.Room().Span;
            int count = Math.Min(room.Length, piece.Length);
            FuzzFailureException.ThrowIf(room.Length > 1 << 20, $"there is room for {room.Length} bytes");
            piece[..count].CopyTo(room);
            piece = piece[count..];
            cutter.Commit(count);
            while (cutter.TryHandOn(log))
            {
            }
        }
    }

    private static byte[] Frame(FrameKind kind, byte[] payload, FrameFlags flags = FrameFlags.None)
    {
        byte[] frame = new byte[FrameHeader.Size + payload.Length];
        new FrameHeader(payload.Length, kind, flags, 1).Write(frame);
        payload.CopyTo(frame, FrameHeader.Size);
        return frame;
    }
}
