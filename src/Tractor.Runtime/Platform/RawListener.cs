using System.Net.Sockets;
using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>
/// A Unix socket that listens, by system calls that never wait: opening and closing one of the runtime's own compiles
/// some thirty methods, in every process that listens.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class RawListener : IDisposable
{
    private readonly FileDescriptor _descriptor;

    private RawListener(FileDescriptor descriptor) => _descriptor = descriptor;

    public FileDescriptor Descriptor => _descriptor;

    /// <summary>Binds a path that is free; nobody can connect yet.</summary>
    /// <param name="path">The socket's file, of a length that fits.</param>
    /// <exception cref="SocketException">It cannot be bound, or no descriptor is left.</exception>
    public static RawListener Bind(string path)
    {
        FileDescriptor descriptor = RawSocket.Create();
        try
        {
            byte[] name = RawSocket.NameOf(path);
            fixed (byte* address = name)
            {
                Check(descriptor.IsInvalid ? -1 : NativeSockets.Bind(descriptor, address, (uint)name.Length));
            }

            return new RawListener(descriptor);
        }
        catch
        {
            descriptor.Dispose();
            throw;
        }
    }

    /// <summary>From now on peers can connect.</summary>
    /// <exception cref="SocketException">The system refuses.</exception>
    public void Listen(int backlog) => Check(NativeSockets.Listen(_descriptor, backlog));

    /// <summary>The next peer that waits; null when there is none.</summary>
    /// <exception cref="SocketException">No peer can be taken now, or it was shut down.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public RawSocket? TryAccept(int sendBuffer)
    {
        int accepted = NativeSockets.Accept(_descriptor, null, null, NativeDescriptors.CloseOnExec | NativeDescriptors.NonBlocking);
        if (accepted >= 0)
        {
            return RawSocket.Over(new FileDescriptor(accepted), sendBuffer);
        }

        return Errno.Last is Errno.TryAgain or Errno.Interrupted ? null : throw Failure(Errno.Last);
    }

    /// <summary>Closes it. Who waits for its descriptor is woken.</summary>
    public void Dispose()
    {
        if (!_descriptor.IsClosed)
        {
            _ = NativeSockets.Shutdown(_descriptor, NativeSockets.ShutdownBoth);
            _descriptor.Dispose();
        }
    }

    private static SocketException Failure(int error) => RawSocket.Failure(error, Errno.Text(error));

    private static void Check(int result)
    {
        if (result != 0)
        {
            throw Failure(Errno.Last);
        }
    }
}
