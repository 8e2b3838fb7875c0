using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>Who is at the other end of a Unix socket, as the kernel noted when it connected.</summary>
[SupportedOSPlatform("linux")]
internal readonly record struct PeerCredentials(int Pid, uint Uid, uint Gid)
{
    private const int PeerCredentialsOption = 17;

    /// <exception cref="SocketException">Not a connected Unix socket.</exception>
    public static unsafe PeerCredentials Of(SafeHandle socket)
    {
        int* values = stackalloc int[3];
        uint size = 3 * sizeof(int);
        if (NativeSockets.GetOption(socket, NativeSockets.SocketLevel, PeerCredentialsOption, values, &size) != 0)
        {
            throw Failure(Errno.Last);
        }

        return new PeerCredentials(values[0], (uint)values[1], (uint)values[2]);
    }

    // A method of its own: to load the exception's type means to load two libraries, and each child asks.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SocketException Failure(int error) =>
        new((int)SocketError.SocketError, $"Cannot ask who is at the other end of a socket: {Errno.Text(error)}");
}
