using System.Net.Sockets;

namespace Tractor.Platform;

/// <summary>Whether anybody listens at a socket file.</summary>
internal static class UnixFileSocketProbe
{
    /// <summary>Tries to connect; the system answers at once, also when the queue of the listener is full.</summary>
    /// <returns><see langword="false"/> only when nobody listens for sure.</returns>
    public static bool IsAlive(string path)
    {
        // Who is about to end has no time to load the runtime's sockets.
        if (OperatingSystem.IsLinux() && UnixFileSocketName.Fits(path))
        {
            return RawSocket.IsHeard(path);
        }

        // Non-blocking: a full queue would make a blocking one wait for the next accept.
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode is not (SocketError.ConnectionRefused or SocketError.AddressNotAvailable);
        }
    }
}
