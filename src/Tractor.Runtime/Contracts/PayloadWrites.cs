using System.Buffers;
using System.ComponentModel;
using MemoryPack;

namespace Tractor.CompilerServices;

/// <summary>Writes what generated codecs do not write by one call of MemoryPack's writer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PayloadWrites
{
    /// <summary>Writes bytes as an array of them is written.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The bytes, or null.</param>
    /// <exception cref="ObjectDisposedException">They were given back before.</exception>
    public static void WriteOwnedBytes(ref MemoryPackWriter<MessageBuilder> writer, IMemoryOwner<byte>? value)
    {
        if (value is null)
        {
            writer.WriteNullCollectionHeader();
        }
        else
        {
            writer.WriteUnmanagedSpan<byte>(value.Memory.Span);
        }
    }
}
