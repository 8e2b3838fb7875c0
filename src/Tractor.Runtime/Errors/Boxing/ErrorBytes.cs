using System.Buffers;
using MemoryPack;

namespace Tractor.Errors;

/// <summary>An error as bytes.</summary>
internal static class ErrorBytes
{
    /// <summary>Appends the error.</summary>
    public static void Write<TBuffer>(in TBuffer buffer, ErrorInfo info)
        where TBuffer : IBufferWriter<byte> => MemoryPackSerializer.Serialize(buffer, info);

    /// <summary>Reads what a peer sent; null when it sent a null.</summary>
    /// <exception cref="MemoryPackSerializationException">The bytes are no error.</exception>
    public static ErrorInfo? Read(in ReadOnlySequence<byte> bytes)
    {
        try
        {
            return MemoryPackSerializer.Deserialize<ErrorInfo>(bytes);
        }
        catch (Exception failure) when (failure is not MemoryPackSerializationException)
        {
            // The reader checks most lengths, not all: a negative one is an overflow.
            throw new MemoryPackSerializationException("The bytes of an error could not be read.", failure);
        }
    }
}
