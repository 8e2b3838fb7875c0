using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using System.Text;

namespace Tractor.Platform;

/// <summary>
/// A connected stream socket read and written by system calls that never wait: the runtime's own asynchronous sockets
/// wake a thread of theirs for every message and take milliseconds to set up.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class RawSocket : IDisposable
{
    /// <summary>Returned by the Try methods when the call would have waited.</summary>
    public const int WouldWait = -1;

    /// <summary>The kind of our sockets: streams, close-on-exec, and no call waits.</summary>
    public const int Kind = NativeSockets.Stream | NativeDescriptors.CloseOnExec | NativeDescriptors.NonBlocking;

    private readonly FileDescriptor _descriptor;

    private RawSocket(FileDescriptor descriptor) => _descriptor = descriptor;

    public FileDescriptor Descriptor => _descriptor;

    /// <exception cref="SocketException">No descriptor is left.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be duplicated for another reason.</exception>
    public static RawSocket Duplicate(Socket socket)
    {
        int duplicate = NativeDescriptors.Control(socket.SafeHandle, NativeDescriptors.DuplicateCloseOnExec, 3);
        if (duplicate >= 0)
        {
            return new RawSocket(new FileDescriptor(duplicate));
        }

        int error = Errno.Last;
        throw error is Errno.TooManyFiles or Errno.TooManyFilesInAll
            ? new SocketException((int)SocketError.TooManyOpenSockets)
            : Errno.Failure("Cannot duplicate a socket", error);
    }

    /// <summary>
    /// Connects to a Unix socket, without any of the runtime's own sockets, whose code and threads would be most of what
    /// a new child loads. Null while the listener's queue is full.
    /// </summary>
    /// <param name="path">Its file, of a length that fits.</param>
    /// <param name="sendBuffer">The bytes that the system is to take for it to send; it may take fewer.</param>
    /// <exception cref="SocketException">Nobody listens there, access is denied, or no descriptor is left.</exception>
    public static RawSocket? TryConnect(string path, int sendBuffer)
    {
        FileDescriptor descriptor = Create();
        int error = descriptor.IsInvalid ? Errno.Last : Connect(descriptor, path);
        if (error == 0)
        {
            return Over(descriptor, sendBuffer);
        }

        descriptor.Dispose();
        return error == Errno.TryAgain ? null : throw Failure(error, Errno.Text(error));
    }

    /// <summary>Over a connected descriptor that never waits.</summary>
    public static RawSocket Over(FileDescriptor descriptor, int sendBuffer)
    {
        _ = NativeSockets.SetOption(descriptor, NativeSockets.SocketLevel, NativeSockets.SendBufferOption, &sendBuffer, sizeof(int));
        return new RawSocket(descriptor);
    }

    /// <summary>The one that this process was started with, which what it starts does not get. Null if there is none.</summary>
    public static RawSocket? TryInherit()
    {
        using FileDescriptor found = new(SpawnFileActions.ConnectionNumber, owned: false);
        return NativeDescriptors.Control(found, NativeDescriptors.SetDescriptorFlags, NativeDescriptors.CloseOnExecFlag) == 0
            ? new RawSocket(new FileDescriptor(found.Number))
            : null;
    }

    /// <summary>A new socket, invalid where no descriptor is left.</summary>
    public static FileDescriptor Create() =>
        new(NativeSockets.Create(NativeSockets.UnixFamily, Kind, 0));

    /// <summary>A path as a socket's address.</summary>
    public static byte[] NameOf(string path)
    {
        byte[] name = new byte[sizeof(ushort) + Encoding.UTF8.GetByteCount(path) + 1];
        BitConverter.TryWriteBytes(name, NativeSockets.UnixFamily);
        _ = Encoding.UTF8.GetBytes(path, name.AsSpan(sizeof(ushort)));
        return name;
    }

    /// <summary>What the system's error means, with its words or the runtime's.</summary>
    /// <remarks>A method of its own: to load the exception's type means to load two libraries.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static SocketException Failure(int error, string? text) => new((int)Meaning(error), text);

    /// <summary>Receives what is there; 0 at the end.</summary>
    /// <exception cref="SocketException">The connection broke.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public int TryReceive(Span<byte> buffer)
    {
        fixed (byte* target = buffer)
        {
            bool held = false;
            try
            {
                _descriptor.DangerousAddRef(ref held);
                return Outcome(NativeSockets.Receive(_descriptor.Number, target, (nuint)buffer.Length, NativeSockets.DoNotWait));
            }
            finally
            {
                Release(held);
            }
        }
    }

    /// <summary>The same into two pieces of memory, the second when the first is full.</summary>
    /// <exception cref="SocketException">The connection broke.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public int TryReceive(Span<byte> first, Span<byte> second)
    {
        fixed (byte* one = first, two = second)
        {
            MemoryRange* pieces = stackalloc MemoryRange[2];
            pieces[0] = new MemoryRange { Start = (nuint)one, Length = (nuint)first.Length };
            pieces[1] = new MemoryRange { Start = (nuint)two, Length = (nuint)second.Length };
            SocketMessage message = new() { Pieces = pieces, PieceCount = 2 };
            bool held = false;
            try
            {
                _descriptor.DangerousAddRef(ref held);
                return Outcome(NativeSockets.ReceiveMessage(_descriptor.Number, &message, NativeSockets.DoNotWait));
            }
            finally
            {
                Release(held);
            }
        }
    }

    /// <summary>Sends what fits of two pieces of memory, one behind the other.</summary>
    /// <exception cref="SocketException">The connection broke.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public int TrySend(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        fixed (byte* one = first, two = second)
        {
            MemoryRange* pieces = stackalloc MemoryRange[2];
            pieces[0] = new MemoryRange { Start = (nuint)one, Length = (nuint)first.Length };
            pieces[1] = new MemoryRange { Start = (nuint)two, Length = (nuint)second.Length };
            SocketMessage message = new() { Pieces = pieces, PieceCount = 2 };
            bool held = false;
            try
            {
                _descriptor.DangerousAddRef(ref held);
                return Outcome(NativeSockets.SendMessage(_descriptor.Number, &message, NativeSockets.DoNotWait | NativeSockets.NoSignal));
            }
            finally
            {
                Release(held);
            }
        }
    }

    /// <summary>Sends what fits.</summary>
    /// <exception cref="SocketException">The connection broke.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public int TrySend(ReadOnlySpan<byte> data)
    {
        fixed (byte* source = data)
        {
            bool held = false;
            try
            {
                _descriptor.DangerousAddRef(ref held);
                return Outcome(NativeSockets.Send(_descriptor.Number, source, (nuint)data.Length, NativeSockets.DoNotWait | NativeSockets.NoSignal));
            }
            finally
            {
                Release(held);
            }
        }
    }

    /// <summary>Blocks the thread until there is something to receive, the end included.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public void BlockUntilReadable() => BlockUntilReadable(PollSet.Forever);

    /// <summary>The same, for no longer than so many milliseconds.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public void BlockUntilReadable(int milliseconds) => _ = Block(PollDescriptor.Readable, milliseconds);

    /// <summary>Whether the peer has ended its side, or does so within so many milliseconds. False if it was disposed.</summary>
    public bool EndsWithin(int milliseconds)
    {
        try
        {
            return Block(PollDescriptor.PeerClosed, milliseconds);
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    private bool Block(short wanted, int milliseconds)
    {
        bool held = false;
        try
        {
            _descriptor.DangerousAddRef(ref held);
            PollDescriptor poll = new() { Descriptor = _descriptor.Number, Wanted = wanted };
            int count;
            do
            {
                count = NativeDescriptors.Poll(&poll, 1, milliseconds);
            }
            while (count < 0 && Errno.Last == Errno.Interrupted);
            return count > 0;
        }
        finally
        {
            Release(held);
        }
    }

    /// <summary>Ends one direction or both: who waits here or at the peer sees the end. False if it has ended already.</summary>
    public bool TryShutdown(int how)
    {
        try
        {
            return NativeSockets.Shutdown(_descriptor, how) == 0;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    public void Dispose() => _descriptor.Dispose();

    /// <summary>Whether anybody listens at a Unix socket's path; true when nobody can tell. Never throws for what it finds there.</summary>
    public static bool IsHeard(string path)
    {
        using FileDescriptor descriptor = Create();
        return descriptor.IsInvalid || Connect(descriptor, path) is not (Errno.ConnectionRefused or Errno.NoEntry);
    }

    private static int Connect(FileDescriptor descriptor, string path)
    {
        byte[] name = NameOf(path);
        fixed (byte* address = name)
        {
            int result;
            do
            {
                result = NativeSockets.Connect(descriptor, address, (uint)name.Length);
            }
            while (result != 0 && Errno.Last == Errno.Interrupted);
            return result == 0 ? 0 : Errno.Last;
        }
    }

    private static int Outcome(nint count)
    {
        if (count >= 0)
        {
            return (int)count;
        }

        int error = Errno.Last;
        return error is Errno.TryAgain or Errno.Interrupted ? WouldWait : throw Failure(error, null);
    }

    // The exception takes the runtime's own numbers.
    private static SocketError Meaning(int error) => error switch
    {
        Errno.BrokenPipe => SocketError.Shutdown,
        Errno.ConnectionReset => SocketError.ConnectionReset,
        Errno.ConnectionAborted => SocketError.ConnectionAborted,
        Errno.NotConnected => SocketError.NotConnected,
        Errno.ConnectionRefused => SocketError.ConnectionRefused,
        Errno.NoEntry => SocketError.AddressNotAvailable,
        Errno.AddressInUse => SocketError.AddressAlreadyInUse,
        Errno.TooManyFiles or Errno.TooManyFilesInAll => SocketError.TooManyOpenSockets,
        Errno.OutOfMemory or Errno.NoBuffers => SocketError.NoBufferSpaceAvailable,
        Errno.AccessDenied or Errno.NotPermitted => SocketError.AccessDenied,
        _ => SocketError.SocketError,
    };

    private void Release(bool held)
    {
        if (held)
        {
            _descriptor.DangerousRelease();
        }
    }
}
