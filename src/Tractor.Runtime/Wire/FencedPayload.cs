using System.Buffers;

namespace Tractor.Wire;

/// <summary>
/// A payload that MemoryPack can read although its lengths are not to be trusted. For a string of UTF-8 it adds 4 to the
/// claimed length before it compares: the four greatest lengths overflow, and it reads on from beyond the buffer, which
/// ends the process. So the payload is cut behind whatever may be such a length, and behind each cut, outside of what is
/// to be read, stands a number of characters that it refuses. Everything else is read as ever.
/// </summary>
internal sealed class FencedPayload : ReadOnlySequenceSegment<byte>
{
    private const int LengthBytes = sizeof(int);

    // Strings write the complement of their length: what overflows is from 00 00 00 80 to 03 00 00 80 on the wire.
    private const byte GreatestFirst = 3;

    private FencedPayload(ReadOnlyMemory<byte> bytes, FencedPayload? before)
    {
        Memory = bytes;
        if (before is not null)
        {
            RunningIndex = before.RunningIndex + before.Memory.Length;
            before.Next = this;
        }
    }

    private static ReadOnlySpan<byte> Tail => [0x00, 0x00, 0x80];

    private static ReadOnlySpan<byte> Fence => [0xFF, 0xFF, 0xFF, 0x7F];

    /// <summary>Whether there may be such a length in the payload. Seldom, and then it need not be one: -0f looks alike.</summary>
    public static bool IsNeeded(ReadOnlySpan<byte> payload) => FindEnd(payload) >= 0;

    public static ReadOnlySequence<byte> Of(ReadOnlySpan<byte> payload)
    {
        FencedPayload? first = null;
        FencedPayload? last = null;
        while (!payload.IsEmpty)
        {
            int end = FindEnd(payload);
            int length = end < 0 ? payload.Length : end;
            byte[] bytes = new byte[length + LengthBytes];
            payload[..length].CopyTo(bytes);
            Fence.CopyTo(bytes.AsSpan(length));
            last = new FencedPayload(bytes.AsMemory(0, length), last);
            first ??= last;
            payload = payload[length..];
        }

        return first is null ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(first, 0, last!, last!.Memory.Length);
    }

    // Behind the first of them; -1 if there is none.
    private static int FindEnd(ReadOnlySpan<byte> payload)
    {
        int from = 1;
        while (from < payload.Length && payload[from..].IndexOf(Tail) is >= 0 and int at)
        {
            from += at;
            if (payload[from - 1] <= GreatestFirst)
            {
                return from + Tail.Length;
            }

            from++;
        }

        return -1;
    }
}
