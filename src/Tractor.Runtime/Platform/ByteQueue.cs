namespace Tractor.Platform;

/// <summary>A bounded queue of bytes. Not thread-safe.</summary>
internal sealed class ByteQueue(int capacity)
{
    private readonly byte[] _ring = new byte[capacity];
    private int _start;

    public int Count { get; private set; }

    /// <summary>Takes as many of the bytes as have room, and says how many.</summary>
    public int Enqueue(ReadOnlySpan<byte> bytes)
    {
        int taken = Math.Min(bytes.Length, _ring.Length - Count);
        int position = (_start + Count) % _ring.Length;
        int first = Math.Min(taken, _ring.Length - position);
        bytes[..first].CopyTo(_ring.AsSpan(position));
        bytes[first..taken].CopyTo(_ring);
        Count += taken;
        return taken;
    }

    /// <summary>Moves the oldest bytes to the buffer and says how many.</summary>
    public int Dequeue(Span<byte> buffer)
    {
        int taken = Math.Min(buffer.Length, Count);
        int first = Math.Min(taken, _ring.Length - _start);
        _ring.AsSpan(_start, first).CopyTo(buffer);
        _ring.AsSpan(0, taken - first).CopyTo(buffer[first..]);
        _start = (_start + taken) % _ring.Length;
        Count -= taken;
        return taken;
    }
}
