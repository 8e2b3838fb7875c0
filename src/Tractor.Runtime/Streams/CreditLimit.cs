using System.Buffers.Binary;

namespace Tractor.Streams;

/// <summary>
/// The long body of a Credit frame: so many items and bytes may be sent in all, counted from the first of the dialog. It
/// replaces what was granted before, and so makes a window smaller as well.
/// </summary>
internal readonly record struct CreditLimit(long Items, long Bytes)
{
    public const int Size = 16;

    public void Send(IStreamOwner owner)
    {
        Span<byte> body = stackalloc byte[Size];
        Write(body);
        owner.Link.SendSmall(Wire.FrameKind.Credit, owner.DialogId, body);
    }

    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteInt64LittleEndian(target, Items);
        BinaryPrimitives.WriteInt64LittleEndian(target[8..], Bytes);
    }

    /// <exception cref="ProtocolException">It is no credit.</exception>
    public static CreditLimit Read(ReadOnlySpan<byte> payload, ActorId peer, string endpoint)
    {
        CreditLimit limit = new(BinaryPrimitives.ReadInt64LittleEndian(payload), BinaryPrimitives.ReadInt64LittleEndian(payload[8..]));
        return limit is { Items: >= 0, Bytes: >= 0 } ? limit : throw new ProtocolException("a credit frame has a negative total", peer, endpoint);
    }
}
