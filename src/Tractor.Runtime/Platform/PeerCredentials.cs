using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>Who is at the other end of a Unix socket, as the kernel noted when it connected.</summary>
[SupportedOSPlatform("linux")]
internal readonly record struct PeerCredentials(int Pid, uint Uid, uint Gid)
{
    private const int SocketLevel = 1;
    private const int PeerCredentialsOption = 17;

    /// <exception cref="SocketException">Not a connected Unix socket.</exception>
    public static PeerCredentials Of(Socket socket)
    {
        Span<int> values = stackalloc int[3];
        _ = socket.GetRawSocketOption(SocketLevel, PeerCredentialsOption, MemoryMarshal.AsBytes(values));
        return new PeerCredentials(values[0], (uint)values[1], (uint)values[2]);
    }
}
