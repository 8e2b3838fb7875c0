using System.Runtime.CompilerServices;

namespace Tractor.Streams;

/// <summary>A piece of a queue of items, and the pool of such pieces.</summary>
/// <remarks>
/// They are taken on a connection's thread and given back on a reader's: the shared pool of arrays keeps them by thread, and
/// would make new ones for the one while the other's lie idle. All have one length: whatever part of its window a stream
/// needs, what was left by one before serves.
/// </remarks>
internal sealed class ItemSegment<T>
{
    // Kept of a type: what may be unread of a stream with the default limits.
    private const int MostBytes = 1 << 20;
    private const int Bytes = 1 << 10;

    private static readonly Lock Gate = new();
    private static ItemSegment<T>? _spares;
    private static int _count;

    private ItemSegment()
    {
    }

    /// <summary>How many items there are in each.</summary>
    public static int Length { get; } = Math.Clamp(Bytes / Unsafe.SizeOf<T>(), 4, 256);

    public T?[] Items { get; } = new T?[Length];

    public ItemSegment<T>? Next { get; set; }

    public static ItemSegment<T> Rent()
    {
        lock (Gate)
        {
            if (_spares is not { } spare)
            {
                return new ItemSegment<T>();
            }

            _count--;
            _spares = spare.Next;
            spare.Next = null;
            return spare;
        }
    }

    /// <summary>Gives one back that holds no references any more.</summary>
    public static void Return(ItemSegment<T> segment)
    {
        lock (Gate)
        {
            if (_count < MostBytes / (Unsafe.SizeOf<T>() * Length))
            {
                _count++;
                segment.Next = _spares;
                _spares = segment;
            }
        }
    }
}
