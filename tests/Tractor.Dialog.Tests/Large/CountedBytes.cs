using System.Buffers;

namespace Tractor.DialogTests;

/// <summary>Memory of a user's own, by which one sees that what is sent is disposed, once.</summary>
internal sealed class CountedBytes : IMemoryOwner<byte>
{
    private static int left;

    private byte[]? _bytes;

    /// <summary>How many were made and not disposed.</summary>
    public static int Left => Volatile.Read(ref left);

    public Memory<byte> Memory => _bytes ?? throw new ObjectDisposedException(nameof(CountedBytes));

    public static CountedBytes Of(int size)
    {
        Interlocked.Increment(ref left);
        return new CountedBytes { _bytes = Bytes.Of(size) };
    }

    public void Dispose()
    {
        ObjectDisposedException.ThrowIf(_bytes is null, this);
        _bytes = null;
        Interlocked.Decrement(ref left);
    }
}
