using MemoryPack;
using Tractor.Fields;

namespace Tractor.Wire;

/// <summary>Writes and reads the library's own messages.</summary>
internal static class MessageCoding
{
    public static byte[] ToBytes(IMessage message)
    {
        FieldWriter writer = new();
        message.Write(writer);
        return writer.Written.ToArray();
    }

    /// <exception cref="MemoryPackSerializationException">The bytes are no such message.</exception>
    /// <remarks>What reads is handed over: a static member of a type parameter cannot be compiled ahead.</remarks>
    public static T Read<T>(ReadOnlySpan<byte> payload, FieldReader.ElementReader<T> read)
        where T : class, IMessage<T>
    {
        FieldReader reader = new(payload);
        T message = read(ref reader) ?? throw FieldReader.Broken($"an empty {typeof(T).Name}");
        return reader.Remaining == 0 ? message : throw FieldReader.Broken($"{reader.Remaining} bytes are left behind a {typeof(T).Name}");
    }
}
