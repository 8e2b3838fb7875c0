namespace Tractor.Streams;

/// <summary>
/// Items that wait to be read, first in, first out. Items of a fixed size are nothing but their values, and come many at a
/// time. Not thread-safe.
/// </summary>
/// <param name="fixedSize">The bytes of every item, which are the item as it lies in memory; 0 if they differ.</param>
internal sealed class ItemBuffer<T>(int fixedSize)
{
    private SegmentQueue<T> _values;
    private SegmentQueue<ReceivedItem<T>> _received;
    private long _sum;

    public int Count { get; private set; }

    public long Bytes => fixedSize > 0 ? (long)Count * fixedSize : _sum;

    /// <summary>Adds an item of any size.</summary>
    public void Add(in ReceivedItem<T> item)
    {
        if (fixedSize > 0)
        {
            _values.Add(item.Value!);
        }
        else
        {
            _received.Add(item);
            _sum += item.Bytes;
        }

        Count++;
    }

    /// <summary>Adds items of the fixed size, one behind the other in <paramref name="bytes"/>.</summary>
    public void AddMany(ReadOnlySpan<byte> bytes)
    {
        _values.AddBytes(bytes);
        Count += bytes.Length / fixedSize;
    }

    /// <summary>Takes an item of the fixed size.</summary>
    public bool TryTakeFixed(out T? value)
    {
        if (Count == 0)
        {
            value = default;
            return false;
        }

        value = _values.Take();
        Count--;
        return true;
    }

    public bool TryTake(out ReceivedItem<T> item)
    {
        if (Count == 0)
        {
            item = default;
            return false;
        }

        if (fixedSize > 0)
        {
            item = new ReceivedItem<T> { Value = _values.Take(), Bytes = fixedSize };
        }
        else
        {
            item = _received.Take();
            _sum -= item.Bytes;
        }

        Count--;
        return true;
    }

    /// <summary>Drops all and gives the memory back.</summary>
    public void Release()
    {
        while (fixedSize == 0 && TryTake(out ReceivedItem<T> item))
        {
            item.Payload?.Release();
        }

        Count = 0;
        _values.Release();
        _received.Release();
    }
}
