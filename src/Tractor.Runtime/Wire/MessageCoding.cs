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
        TryRead<T>(payload) ?? throw new MemoryPackSerializationException($"An empty {typeof(T).Name}.");

    private static T? TryRead<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>(ReadOnlySpan<byte> payload)
        where T : class
    {
        try
        {
            return FencedPayload.IsNeeded(payload)
                ? MemoryPackSerializer.Deserialize<T>(FencedPayload.Of(payload))
                : MemoryPackSerializer.Deserialize<T>(payload);
        }
        catch (Exception failure) when (failure is not MemoryPackSerializationException)
        {
            // The reader checks most lengths, not all: a negative one is an overflow.
            throw new MemoryPackSerializationException($"The bytes of a {typeof(T).Name} could not be read.", failure);
        }
    }
}
