using System.Net.Sockets;

namespace Benchmarks.RawTree;

/// <summary>Connects and sends back what comes, on its main thread, until the other side closes.</summary>
internal static class RawChild
{
    public static int Run(string path)
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        byte[] buffer = new byte[64];
        while (socket.Receive(buffer) is var read and > 0)
        {
            socket.Send(buffer, read, SocketFlags.None);
        }

        return 0;
    }
}
