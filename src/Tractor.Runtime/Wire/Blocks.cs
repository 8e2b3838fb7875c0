using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Tractor.Wire;

/// <summary>
/// Payloads that are nothing but bytes. On the wire they look as MemoryPack writes them, their length and the bytes, but
/// large ones are sent from the user's memory and received into the array that the user gets.
/// </summary>
internal static class Blocks
{
    /// <summary>The length before the bytes.</summary>
    public const int PrefixBytes = sizeof(int);

    /// <summary>What is smaller is cheaper to copy than to treat apart.</summary>
    public const int LargeBytes = 16 << 10;

    /// <summary>Whether values of the type are nothing but bytes, and what they are received into.</summary>
    public static BlockForm FormOf<T>()
    {
        if (typeof(T) == typeof(IMemoryOwner<byte>))
        {
            return BlockForm.Pooled;
        }

        return typeof(T) == typeof(byte[]) || typeof(T) == typeof(ReadOnlyMemory<byte>) || typeof(T) == typeof(Memory<byte>)
            || typeof(T) == typeof(ArraySegment<byte>) || typeof(T) == typeof(ReadOnlySequence<byte>)
            ? BlockForm.Array
            : BlockForm.None;
    }

    /// <summary>Whether values of the type are nothing but bytes.</summary>
    public static bool Are<T>() => FormOf<T>() != BlockForm.None;

    /// <summary>Whether who sends such a value gives it away.</summary>
    public static bool AreGivenAway<T>() => typeof(T) == typeof(IMemoryOwner<byte>);

    /// <summary>A value was given away, and was sent or cannot be.</summary>
    public static void Dispose<T>(scoped ref readonly T value)
    {
        if (AreGivenAway<T>())
        {
            ((IDisposable?)value)?.Dispose();
        }
    }

    /// <summary>The bytes of a value, if there are so many that they are to be sent as they lie.</summary>
    public static bool TryGetLarge<T>(scoped ref readonly T value, out ReadOnlyMemory<byte> bytes)
    {
        bytes = Are<T>() ? MemoryOf(in value) : default;
        return bytes.Length >= LargeBytes;
    }

    /// <summary>Makes a value of bytes that it owns from then on.</summary>
    public static T From<T>(ReceivedBlock received)
    {
        if (typeof(T) == typeof(IMemoryOwner<byte>))
        {
            return (T)(object)new PooledBytes(received.Bytes, received.Length);
        }

        byte[] block = received.Bytes;
        if (typeof(T) == typeof(byte[]))
        {
            return (T)(object)block;
        }

        if (typeof(T) == typeof(ReadOnlyMemory<byte>))
        {
            ReadOnlyMemory<byte> memory = block;
            return Unsafe.As<ReadOnlyMemory<byte>, T>(ref memory);
        }

        if (typeof(T) == typeof(Memory<byte>))
        {
            Memory<byte> memory = block;
            return Unsafe.As<Memory<byte>, T>(ref memory);
        }

        if (typeof(T) == typeof(ArraySegment<byte>))
        {
            ArraySegment<byte> segment = block;
            return Unsafe.As<ArraySegment<byte>, T>(ref segment);
        }

        ReadOnlySequence<byte> sequence = new(block);
        return Unsafe.As<ReadOnlySequence<byte>, T>(ref sequence);
    }

    public static int ReadPrefix(ReadOnlySpan<byte> message) => BinaryPrimitives.ReadInt32LittleEndian(message);

    public static void WritePrefix(Span<byte> message, int length) => BinaryPrimitives.WriteInt32LittleEndian(message, length);

    [SuppressMessage("Style", "IDE0038", Justification = "A pattern would box.")]
    private static ReadOnlyMemory<byte> MemoryOf<T>(scoped ref readonly T value)
    {
        if (typeof(T) == typeof(byte[]))
        {
            return (byte[]?)(object?)value;
        }

        if (typeof(T) == typeof(IMemoryOwner<byte>))
        {
            return ((IMemoryOwner<byte>?)value)?.Memory ?? default(ReadOnlyMemory<byte>);
        }

        if (typeof(T) == typeof(ArraySegment<byte>))
        {
            return Unsafe.As<T, ArraySegment<byte>>(ref Unsafe.AsRef(in value)).AsMemory();
        }

        if (typeof(T) == typeof(ReadOnlySequence<byte>))
        {
            // Of several pieces it is copied.
            ReadOnlySequence<byte> sequence = Unsafe.As<T, ReadOnlySequence<byte>>(ref Unsafe.AsRef(in value));
            return sequence.IsSingleSegment ? sequence.First : default;
        }

        // Memory<byte> has the layout of ReadOnlyMemory<byte>; the library itself relies on it.
        return Unsafe.As<T, ReadOnlyMemory<byte>>(ref Unsafe.AsRef(in value));
    }
}
