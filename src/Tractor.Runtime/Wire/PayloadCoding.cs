using System.Runtime.CompilerServices;
using MemoryPack;
using Tractor.CompilerServices;

namespace Tractor.Wire;

/// <summary>Runs a codec over a message's bytes.</summary>
internal static class PayloadCoding
{
    /// <summary>Values of a fixed size up to this are written on the stack, not in a message builder.</summary>
    public const int SmallBytes = 128;

    /// <summary>Appends <paramref name="value"/> to <paramref name="message"/>.</summary>
    public static void Encode<T>(PayloadCodec<T> codec, MessageBuilder message, scoped ref readonly T value)
    {
        using MemoryPackWriterOptionalState state = MemoryPackWriterOptionalStatePool.Rent(MemoryPackSerializerOptions.Default);
        MemoryPackWriter<MessageBuilder> writer = new(ref message, state);
        codec.Write(ref writer, in value);
        writer.Flush();
    }

    /// <summary>Reads a value that fills <paramref name="payload"/>.</summary>
    /// <exception cref="MemoryPackSerializationException">The bytes are not such a value.</exception>
    public static T Decode<T>(PayloadCodec<T> codec, ReadOnlySpan<byte> payload)
    {
        // As it lies in memory: no reader is needed.
        if (codec.FixedSize > 0 && payload.Length == codec.FixedSize)
        {
            return Unsafe.ReadUnaligned<T>(in payload[0]);
        }

        return typeof(T) == typeof(Nothing) && payload.IsEmpty ? default! : DecodeByReader(codec, payload);
    }

    // A method of its own: the other ways need nothing of MemoryPack's.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T DecodeByReader<T>(PayloadCodec<T> codec, ReadOnlySpan<byte> payload)
    {
        using MemoryPackReaderOptionalState state = MemoryPackReaderOptionalStatePool.Rent(MemoryPackSerializerOptions.Default);
        MemoryPackReader reader = codec.ChecksLengths || !FencedPayload.IsNeeded(payload)
            ? new MemoryPackReader(payload, state)
            : new MemoryPackReader(FencedPayload.Of(payload), state);
        try
        {
            codec.Read(ref reader, out T value);
            return reader.Remaining == 0
                ? value
                : throw new MemoryPackSerializationException($"{reader.Remaining} bytes are left behind the value.");
        }
        finally
        {
            reader.Dispose();
        }
    }
}
