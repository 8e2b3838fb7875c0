using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Tractor.CompilerServices;
using Tractor.Wire;

namespace Tractor.Portals;

/// <summary>The body of a Start frame: endpoint, contract, arguments.</summary>
internal static class StartMessage
{
    public const int PrefixBytes = 16;

    public static void Encode<TArguments>(
        MessageBuilder message, EndpointDescriptor endpoint, PayloadCodec<TArguments> codec, scoped ref readonly TArguments arguments)
    {
        WritePrefix(message.GetSpan(PrefixBytes), endpoint);
        message.Advance(PrefixBytes);
        try
        {
            PayloadCoding.Encode(codec, message, in arguments);
        }
        catch (Exception error)
        {
            throw PayloadException.From(error, endpoint.Name, PayloadPart.Arguments, typeof(TArguments).ToString(), isReading: false);
        }
    }

    /// <summary>The same for arguments that are sent as they lie in memory.</summary>
    public static void EncodeSmall<TArguments>(Span<byte> message, EndpointDescriptor endpoint, scoped ref readonly TArguments arguments)
    {
        WritePrefix(message, endpoint);
        Unsafe.WriteUnaligned(ref message[PrefixBytes], arguments);
    }

    private static void WritePrefix(Span<byte> prefix, EndpointDescriptor endpoint)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, endpoint.Id);
        BinaryPrimitives.WriteUInt64LittleEndian(prefix[8..], endpoint.ContractHash);
    }
}
