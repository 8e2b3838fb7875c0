using System.Buffers.Binary;

namespace Tractor.Streams;

/// <summary>The body of a Credit frame: so many more items, and so many more bytes of them, may be sent.</summary>
internal readonly record struct Credit(int Items, int Bytes)
{
    public const int Size = 8;

    /// <summary>As the window of a Start or Started frame: send as you like, the receiver deals with what is too much.</summary>
    public const ushort UnlimitedWindow = ushort.MaxValue;

    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target, Items);
        BinaryPrimitives.WriteInt32LittleEndian(target[4..], Bytes);
    }

    /// <exception cref="ProtocolException">It is no credit.</exception>
    public static Credit Read(ReadOnlySpan<byte> payload, ActorId peer, string endpoint)
    {
        if (payload.Length == Size)
        {
            Credit credit = new(BinaryPrimitives.ReadInt32LittleEndian(payload), BinaryPrimitives.ReadInt32LittleEndian(payload[4..]));
            if (credit is { Items: >= 0, Bytes: >= 0 })
            {
                return credit;
            }
        }

        throw new ProtocolException("a credit frame is malformed", peer, endpoint);
    }
}
