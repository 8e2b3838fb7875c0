using System.Net.Sockets;

namespace Tractor.Transport;

/// <summary>Makes the connection that fits the system.</summary>
internal static class SocketConnections
{
    public static IConnection Of(Socket socket, string description) => OperatingSystem.IsLinux()
        ? new RawSocketConnection(socket, description)
        : new SocketConnection(socket, description);
}
