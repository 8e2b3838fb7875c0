using System.Runtime.CompilerServices;

namespace Tractor.Streams;

/// <summary>A first-in, first-out ring that grows. Not thread-safe.</summary>
internal sealed class ItemBuffer<T>
{
    private ReceivedItem<T>[] _items = [];
    private int _head;

    public int Count { get; private set; }

    public long Bytes { get; private set; }

    public void Add(in ReceivedItem<T> item)
    {
        if (Count == _items.Length)
        {
            Grow();
        }

        _items[(_head + Count) & (_items.Length - 1)] = item;
        Count++;
        Bytes += item.Bytes;
    }

    public bool TryTake(out ReceivedItem<T> item)
    {
        if (Count == 0)
        {
            item = default;
            return false;
        }

        ref ReceivedItem<T> slot = ref _items[_head];
        item = slot;
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>() || item.Payload is not null)
        {
            slot = default;
        }

        _head = (_head + 1) & (_items.Length - 1);
        Count--;
        Bytes -= item.Bytes;
        return true;
    }

    /// <summary>Drops all.</summary>
    public void Clear()
    {
        while (TryTake(out ReceivedItem<T> item))
        {
            item.Payload?.Release();
        }
    }

    private void Grow()
    {
        ReceivedItem<T>[] larger = new ReceivedItem<T>[Math.Max(16, _items.Length * 2)];
        for (int i = 0; i < Count; i++)
        {
            larger[i] = _items[(_head + i) & (_items.Length - 1)];
        }

        _items = larger;
        _head = 0;
    }
}
