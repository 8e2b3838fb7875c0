using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MemoryPack;

namespace Tractor.CompilerServices;

/// <summary>
/// Reads what generated codecs read themselves, with a look at the claimed length first: the bytes are a peer's. MemoryPack
/// 1.21 computes with a length before it compares, and what overflows is read from beyond the buffer, which ends the
/// process.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PayloadReads
{
    /// <summary>Reads a string, or null.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="MemoryPackSerializationException">It claims to be longer than what is left.</exception>
    public static string? ReadString(ref MemoryPackReader reader)
    {
        int length = PeekLength(ref reader);

        // Negative is the complement of the number of UTF-8 bytes, except for -1, which is null.
        Require(ref reader, length < 0 ? ~length : 2L * length);
        return reader.ReadString();
    }

    /// <summary>Reads an array of values as they lie in memory, or null.</summary>
    /// <typeparam name="T">The elements.</typeparam>
    /// <param name="reader">Where from.</param>
    /// <exception cref="MemoryPackSerializationException">It claims to be longer than what is left.</exception>
    public static T[]? ReadUnmanagedArray<T>(ref MemoryPackReader reader)
        where T : unmanaged
    {
        int length = PeekLength(ref reader);
        Require(ref reader, length == -1 ? 0 : (uint)length * (long)Unsafe.SizeOf<T>());
        return reader.ReadUnmanagedArray<T>();
    }

    /// <summary>Reads bytes into pooled memory, or null.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="MemoryPackSerializationException">They claim to be more than what is left.</exception>
    public static PooledBytes? ReadOwnedBytes(ref MemoryPackReader reader)
    {
        int length = PeekLength(ref reader);
        Require(ref reader, length == -1 ? 0 : (uint)length);
        reader.Advance(sizeof(int));
        if (length == -1)
        {
            return null;
        }

        PooledBytes bytes = PooledBytes.Rent(length);
        MemoryMarshal.CreateReadOnlySpan(ref reader.GetSpanReference(length), length).CopyTo(bytes.Memory.Span);
        reader.Advance(length);
        return bytes;
    }

    private static int PeekLength(ref MemoryPackReader reader) => Unsafe.ReadUnaligned<int>(ref reader.GetSpanReference(sizeof(int)));

    private static void Require(ref MemoryPackReader reader, long bytes)
    {
        if (bytes > reader.Remaining - sizeof(int))
        {
            ThrowTooLong(bytes, reader.Remaining - sizeof(int));
        }
    }

    private static void ThrowTooLong(long bytes, long left) =>
        throw new MemoryPackSerializationException($"What claims to have {bytes} bytes does not fit the {left} that are left.");
}
