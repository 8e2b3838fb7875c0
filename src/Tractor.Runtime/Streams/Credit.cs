using System.Buffers.Binary;

namespace Tractor.Streams;

/// <summary>The short body of a Credit frame: so many more items, and so many more bytes of them, may be sent.</summary>
internal readonly record struct Credit(int Items, int Bytes)
{
    public const int Size = 8;

    /// <summary>The bytes that a sender may send before it hears of any other bound; part of the protocol.</summary>
    public const int InitialBytes = 1 << 20;

    private const int ManyItems = 256;
    private const int ManyBytes = 64 << 10;

    /// <summary>As the window of a Start or Started frame: send as you like, the receiver deals with what is too much.</summary>
    public const ushort UnlimitedWindow = ushort.MaxValue;

    /// <summary>The same later on.</summary>
    public static Credit Unlimited => new(int.MaxValue, int.MaxValue);

    public bool IsUnlimited => Items == int.MaxValue;

    /// <summary>Tells the sender; nothing is sent for no credit.</summary>
    public void Send(IStreamOwner owner)
    {
        if (Items > 0 || Bytes > 0)
        {
            SendSome(owner);
        }
    }

    // For so much the sender need not wait until all that came is handled here: it makes the next items meanwhile.
    private void SendSome(IStreamOwner owner)
    {
        Span<byte> body = stackalloc byte[Size];
        Write(body);
        owner.Link.SendSmall(Wire.FrameKind.Credit, owner.DialogId, body);
        if (Items >= ManyItems || Bytes >= ManyBytes)
        {
            owner.Link.Outgoing.Uncork();
        }
    }

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
