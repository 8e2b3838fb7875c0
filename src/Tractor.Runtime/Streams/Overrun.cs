using System.Buffers.Binary;

namespace Tractor.Streams;

/// <summary>The body of an Overrun frame: how many items the receiver keeps unread.</summary>
internal static class Overrun
{
    public static void Send(IStreamOwner owner, int capacity)
    {
        Span<byte> body = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(body, capacity);
        owner.Link.SendSmall(Wire.FrameKind.Overrun, owner.DialogId, body);
    }

    public static StreamOverrunException Read(IStreamOwner owner, ReadOnlySpan<byte> payload)
    {
        int capacity = payload.Length == sizeof(int) ? BinaryPrimitives.ReadInt32LittleEndian(payload) : 0;
        return new StreamOverrunException(owner.Self, owner.Link.Peer, capacity, owner.EndpointName);
    }
}
