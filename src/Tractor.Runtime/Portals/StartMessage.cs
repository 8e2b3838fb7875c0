using System.Buffers.Binary;
using Tractor.CompilerServices;
using Tractor.Wire;

namespace Tractor.Portals;

/// <summary>The body of a Start frame: endpoint, contract, arguments.</summary>
internal static class StartMessage
{
    private const int PrefixBytes = 16;

    public static void Encode<TArguments>(
        MessageBuilder message, EndpointDescriptor endpoint, PayloadCodec<TArguments> codec, scoped ref readonly TArguments arguments)
    {
        Span<byte> prefix = message.GetSpan(PrefixBytes);
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, endpoint.Id);
        BinaryPrimitives.WriteUInt64LittleEndian(prefix[8..], endpoint.ContractHash);
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
}
