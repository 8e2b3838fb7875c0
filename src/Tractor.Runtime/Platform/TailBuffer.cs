using System.Text;

namespace Tractor.Platform;

/// <summary>Keeps the last bytes of a text, and takes no more memory than it needs. Thread-safe.</summary>
internal sealed class TailBuffer(int capacity)
{
    private readonly Lock _gate = new();
    private byte[] _ring = [];
    private long _total;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        lock (_gate)
        {
            Grow(_total + bytes.Length);
            int skipped = Math.Max(0, bytes.Length - _ring.Length);
            _total += skipped;
            bytes = bytes[skipped..];
            int position = (int)(_total % _ring.Length);
            int first = Math.Min(bytes.Length, _ring.Length - position);
            bytes[..first].CopyTo(_ring.AsSpan(position));
            bytes[first..].CopyTo(_ring);
            _total += bytes.Length;
        }
    }

    /// <summary>The kept bytes as UTF-8, without the parts of characters that were cut at either end.</summary>
    public override string ToString()
    {
        ReadOnlySpan<byte> bytes = Snapshot(out bool cutAtStart);
        if (cutAtStart)
        {
            bytes = bytes[LengthOfBrokenStart(bytes)..];
        }

        return Encoding.UTF8.GetString(bytes[..^LengthOfBrokenEnd(bytes)]);
    }

    // Nothing has gone round while the ring can still grow, so that what is in it stays where it is.
    private void Grow(long wanted)
    {
        int needed = (int)Math.Min(wanted, capacity);
        if (needed > _ring.Length)
        {
            Array.Resize(ref _ring, Math.Min(Math.Max(needed, _ring.Length * 2), capacity));
        }
    }

    private byte[] Snapshot(out bool cutAtStart)
    {
        lock (_gate)
        {
            cutAtStart = _total > capacity;
            if (!cutAtStart)
            {
                return _ring[..(int)_total];
            }

            int position = (int)(_total % _ring.Length);
            return [.. _ring.AsSpan(position), .. _ring.AsSpan(0, position)];
        }
    }

    // At most three bytes can be the rest of a character that began before.
    private static int LengthOfBrokenStart(ReadOnlySpan<byte> bytes)
    {
        int length = 0;
        while (length < Math.Min(3, bytes.Length) && (bytes[length] & 0xC0) == 0x80)
        {
            length++;
        }

        return length;
    }

    private static int LengthOfBrokenEnd(ReadOnlySpan<byte> bytes)
    {
        for (int back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            byte value = bytes[^back];
            if ((value & 0xC0) != 0x80)
            {
                return back < CharacterLength(value) ? back : 0;
            }
        }

        return 0;
    }

    private static int CharacterLength(byte first) => first switch
    {
        >= 0xF0 and <= 0xF4 => 4,
        >= 0xE0 and < 0xF0 => 3,
        >= 0xC2 and < 0xE0 => 2,
        _ => 1,
    };
}
