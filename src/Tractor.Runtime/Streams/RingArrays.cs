using System.Buffers;
using System.Runtime.CompilerServices;

namespace Tractor.Streams;

/// <summary>
/// The arrays of streams' rings, each a power of two long. They are rented on a connection's thread and given back on a
/// reader's: the shared pool keeps arrays by thread, and would make new ones for the one while the other's lie idle.
/// </summary>
internal static class RingArrays<T>
{
    // Of each length; enough for two streams of a type that end and begin at once. Larger ones are the shared pool's,
    // which forgets what is not used.
    private const int Kept = 4;
    private const int MostBytes = 256 << 10;

    private static readonly int MostLength = MostBytes / Unsafe.SizeOf<T>();
    private static readonly ArrayPool<T> Own = ArrayPool<T>.Create(Math.Max(1, MostLength), Kept);

    public static T[] Rent(int length) => PoolOf(length).Rent(length);

    public static void Return(T[] array) => PoolOf(array.Length).Return(array, RuntimeHelpers.IsReferenceOrContainsReferences<T>());

    private static ArrayPool<T> PoolOf(int length) => length <= MostLength ? Own : ArrayPool<T>.Shared;
}
