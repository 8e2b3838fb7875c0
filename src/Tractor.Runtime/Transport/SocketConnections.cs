using System.Net.Sockets;

namespace Tractor.Transport;

/// <summary>Makes the connection that fits the system.</summary>
internal static class SocketConnections
{
    public static IConnection Of(Socket socket, string description)
    {
        if (socket.ProtocolType == ProtocolType.Tcp)
        {
            // The library batches by itself; a message must not wait for the answer to the one before.
            socket.NoDelay = true;
        }

        return OperatingSystem.IsLinux() ? new RawSocketConnection(socket, description) : new SocketConnection(socket, description);
    }
}
