using System.Net.Sockets;

namespace Benchmarks.RawSockets;

/// <summary>Receives that end when all is there.</summary>
internal static class Exactly
{
    public static void Receive(Socket socket, Span<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            int read = socket.Receive(buffer);
            buffer = read > 0 ? buffer[read..] : throw new EndOfStreamException();
        }
    }

    public static async ValueTask ReceiveAsync(Socket socket, Memory<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            int read = await socket.ReceiveAsync(buffer).ConfigureAwait(false);
            buffer = read > 0 ? buffer[read..] : throw new EndOfStreamException();
        }
    }

    public static void Spin(Socket socket, Span<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            int read = SpinOnce(socket, buffer);
            buffer = read > 0 ? buffer[read..] : throw new EndOfStreamException();
        }
    }

    /// <summary>Asks a non-blocking socket until it has something, or has ended (0).</summary>
    public static int SpinOnce(Socket socket, Span<byte> buffer)
    {
        while (true)
        {
            int read = socket.Receive(buffer, SocketFlags.None, out SocketError error);
            if (error != SocketError.WouldBlock)
            {
                return error == SocketError.Success ? read : 0;
            }
        }
    }
}
