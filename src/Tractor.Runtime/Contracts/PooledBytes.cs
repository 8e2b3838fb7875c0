using System.Buffers;

namespace Tractor;

/// <summary>
/// Bytes in pooled memory, as <see cref="IMemoryOwner{T}"/>: a payload of that type is received into memory that goes back
/// to the pool when its receiver disposes it, where an array would be new for each. Who sends one gives it away: it is
/// disposed when it was sent; an item also when its sending failed.
/// </summary>
/// <remarks>
/// Any <see cref="IMemoryOwner{T}"/> of bytes can be sent, with all of its memory. Those of
/// <see cref="MemoryPool{T}"/> may have more than was asked for; these have not. One that nobody disposes is left to the
/// garbage collector.
/// </remarks>
public sealed class PooledBytes : IMemoryOwner<byte>
{
    private readonly int _length;
    private byte[]? _rented;

    internal PooledBytes(byte[] rented, int length)
    {
        _rented = rented;
        _length = length;
    }

    /// <summary>The bytes.</summary>
    /// <exception cref="ObjectDisposedException">They were given back, or away.</exception>
    public Memory<byte> Memory => (_rented ?? throw new ObjectDisposedException(nameof(PooledBytes))).AsMemory(0, _length);

    /// <summary>Takes so many bytes from the pool; what they contain is not defined.</summary>
    /// <param name="length">How many; exactly so many are there.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public static PooledBytes Rent(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new PooledBytes(ArrayPool<byte>.Shared.Rent(length), length);
    }

    /// <summary>Gives the memory back to the pool; whoever still uses it afterwards sees the bytes of others.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _rented, null) is { } rented)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
