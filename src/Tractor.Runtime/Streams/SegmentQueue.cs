using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tractor.Streams;

/// <summary>A first-in, first-out queue in pooled segments. Who uses it counts what is in it. Not thread-safe.</summary>
internal struct SegmentQueue<T>
{
    private ItemSegment<T>? _first;
    private ItemSegment<T>? _last;
    private int _taken;
    private int _added;

    public void Add(in T item)
    {
        Reserve();
        _last!.Items[_added++] = item;
    }

    /// <summary>Adds items that lie one behind the other in <paramref name="bytes"/>, as they do in memory.</summary>
    public void AddBytes(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            Reserve();
            int count = Math.Min(ItemSegment<T>.Length - _added, bytes.Length / Unsafe.SizeOf<T>());
            int size = count * Unsafe.SizeOf<T>();
            Unsafe.CopyBlockUnaligned(ref Unsafe.As<T?, byte>(ref _last!.Items[_added]), ref MemoryMarshal.GetReference(bytes), (uint)size);
            _added += count;
            bytes = bytes[size..];
        }
    }

    /// <summary>Takes the oldest; there must be one.</summary>
    public T Take()
    {
        if (_taken == ItemSegment<T>.Length)
        {
            TakeFirst();
        }

        ref T? place = ref _first!.Items[_taken++];
        T item = place!;
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            place = default;
        }

        return item;
    }

    /// <summary>Gives all segments back; references that are left are to be taken before.</summary>
    public void Release()
    {
        while (_first is not null)
        {
            TakeFirst();
        }

        _last = null;
        _taken = 0;
        _added = 0;
    }

    private void TakeFirst()
    {
        ItemSegment<T> first = _first!;
        _first = first.Next;
        _taken = 0;
        ItemSegment<T>.Return(first);
    }

    private void Reserve()
    {
        if (_last is not null && _added < ItemSegment<T>.Length)
        {
            return;
        }

        ItemSegment<T> segment = ItemSegment<T>.Rent();
        if (_last is { } last)
        {
            last.Next = segment;
        }
        else
        {
            _first = segment;
        }

        _last = segment;
        _added = 0;
    }
}
