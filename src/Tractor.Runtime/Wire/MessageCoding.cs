using System.Diagnostics.CodeAnalysis;
using MemoryPack;
using Tractor.CompilerServices;

namespace Tractor.Wire;

/// <summary>Writes and reads the library's own messages.</summary>
internal static class MessageCoding
{
    public static void Write<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>(MessageBuilder target, T message) =>
        MemoryPackSerializer.Serialize(target, message);

    /// <exception cref="MemoryPackSerializationException">The bytes are no such message.</exception>
    public static T Read<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>(ReadOnlySpan<byte> payload)
        where T : class =>
        MemoryPackSerializer.Deserialize<T>(payload) ?? throw new MemoryPackSerializationException($"An empty {typeof(T).Name}.");
}
