using System.Net.Sockets;

namespace Tractor.Transport;

/// <summary>Makes the connection that fits the system.</summary>
internal static class SocketConnections
{
    /// <summary>Takes the socket over; it is closed where that fails.</summary>
    /// <exception cref="SocketException">The peer has gone, or no descriptor is left.</exception>
    public static IConnection Of(Socket socket, string description)
    {
        try
        {
            if (socket.ProtocolType == ProtocolType.Tcp)
            {
                // The library batches by itself; a message must not wait for the answer to the one before.
                socket.NoDelay = true;
            }

            return OperatingSystem.IsLinux() ? new RawSocketConnection(socket, description) : new SocketConnection(socket, description);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
