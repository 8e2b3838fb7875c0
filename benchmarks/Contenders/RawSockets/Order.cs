using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Benchmarks.RawSockets;

/// <summary>What a connection is for; its first bytes.</summary>
internal readonly record struct Order(OrderKind Kind, int Count, int Size)
{
    private const int Bytes = 12;

    public static Order ReadFrom(Socket socket)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        Exactly.Receive(socket, bytes);
        return MemoryMarshal.Read<Order>(bytes);
    }

    public void WriteTo(Socket socket)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        MemoryMarshal.Write(bytes, in this);
        socket.Send(bytes);
    }
}
