using MemoryPack;

namespace Tractor.Errors;

/// <summary>An array in the usual form, whose elements the given formatter reads.</summary>
internal sealed class GuardedArrayFormatter<T>(MemoryPackFormatter<T?> element) : MemoryPackFormatter<T?[]?>
    where T : class
{
    public override void Serialize<TBufferWriter>(ref MemoryPackWriter<TBufferWriter> writer, scoped ref T?[]? value)
    {
        if (value is null)
        {
            writer.WriteNullCollectionHeader();
            return;
        }

        writer.WriteCollectionHeader(value.Length);
        for (int i = 0; i < value.Length; i++)
        {
            element.Serialize(ref writer, ref value[i]);
        }
    }

    public override void Deserialize(ref MemoryPackReader reader, scoped ref T?[]? value)
    {
        if (!reader.TryReadCollectionHeader(out int length))
        {
            value = null;
            return;
        }

        ArgumentOutOfRangeException.ThrowIfNegative(length);
        value = new T?[length];
        for (int i = 0; i < length; i++)
        {
            element.Deserialize(ref reader, ref value[i]);
        }
    }
}
