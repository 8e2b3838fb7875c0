using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tractor.Wire;

namespace Tractor.Streams;

/// <summary>
/// A first-in, first-out ring that grows, in pooled arrays. Items of a fixed size are nothing but their values, and come
/// many at a time. Not thread-safe.
/// </summary>
/// <param name="fixedSize">The bytes of every item, which are the item as it lies in memory; 0 if they differ.</param>
internal sealed class ItemBuffer<T>(int fixedSize)
{
    private const int FirstCapacity = 64;

    private T?[] _values = [];
    private ItemBytes[] _bytes = [];
    private int _mask = -1;
    private int _head;
    private long _sum;

    public int Count { get; private set; }

    public long Bytes => fixedSize > 0 ? (long)Count * fixedSize : _sum;

    /// <summary>Adds an item of any size.</summary>
    public void Add(in ReceivedItem<T> item)
    {
        Reserve(1);
        int at = (_head + Count) & _mask;
        _values[at] = item.Value;
        if (fixedSize == 0)
        {
            _bytes[at] = new ItemBytes(item.Payload, item.Bytes);
            _sum += item.Bytes;
        }

        Count++;
    }

    /// <summary>Adds items of the fixed size, one behind the other in <paramref name="bytes"/>.</summary>
    public void AddMany(ReadOnlySpan<byte> bytes)
    {
        int count = bytes.Length / fixedSize;
        Reserve(count);
        int at = (_head + Count) & _mask;
        int untilWrap = Math.Min(count, _mask + 1 - at);
        Copy(bytes[..(untilWrap * fixedSize)], at);
        Copy(bytes[(untilWrap * fixedSize)..], 0);
        Count += count;
    }

    /// <summary>Takes an item of the fixed size.</summary>
    public bool TryTakeFixed(out T? value)
    {
        if (Count == 0)
        {
            value = default;
            return false;
        }

        value = _values[_head];
        Advance();
        return true;
    }

    public bool TryTake(out ReceivedItem<T> item)
    {
        item = default;
        if (Count == 0)
        {
            return false;
        }

        item.Value = _values[_head];
        item.Bytes = fixedSize;
        if (fixedSize == 0)
        {
            (item.Payload, item.Bytes) = _bytes[_head];
            _values[_head] = default;
            _bytes[_head] = default;
            _sum -= item.Bytes;
        }

        Advance();
        return true;
    }

    /// <summary>Drops all and gives the arrays back.</summary>
    public void Release()
    {
        while (fixedSize == 0 && TryTake(out ReceivedItem<T> item))
        {
            item.Payload?.Release();
        }

        Count = 0;
        _head = 0;
        _mask = -1;
        GiveBack();
        _values = [];
        _bytes = [];
    }

    private void Advance()
    {
        _head = (_head + 1) & _mask;
        Count--;
    }

    private void Copy(ReadOnlySpan<byte> bytes, int at)
    {
        if (!bytes.IsEmpty)
        {
            Unsafe.CopyBlockUnaligned(ref Unsafe.As<T?, byte>(ref _values[at]), ref MemoryMarshal.GetReference(bytes), (uint)bytes.Length);
        }
    }

    private void Reserve(int more)
    {
        if (Count + more > _mask + 1)
        {
            Grow((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(FirstCapacity, Count + more)));
        }
    }

    private void Grow(int capacity)
    {
        T?[] values = RingArrays<T?>.Rent(capacity);
        ItemBytes[] bytes = fixedSize == 0 ? RingArrays<ItemBytes>.Rent(capacity) : [];
        for (int i = 0; i < Count; i++)
        {
            int at = (_head + i) & _mask;
            values[i] = _values[at];
            if (fixedSize == 0)
            {
                bytes[i] = _bytes[at];
            }
        }

        GiveBack();
        _values = values;
        _bytes = bytes;
        _mask = capacity - 1;
        _head = 0;
    }

    private void GiveBack()
    {
        if (_values.Length > 0)
        {
            RingArrays<T?>.Return(_values);
        }

        if (_bytes.Length > 0)
        {
            RingArrays<ItemBytes>.Return(_bytes);
        }
    }

    /// <summary>What else is kept of an item whose size is not fixed.</summary>
    private readonly record struct ItemBytes(ReceivedPayload? Payload, int Bytes);
}
