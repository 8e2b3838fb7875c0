using System.Net.Sockets;
using System.Runtime.Versioning;
using Tractor.Platform;

namespace Tractor.Transport;

/// <summary>The file of a listening socket: it appears when peers can connect and goes when the listener does.</summary>
/// <remarks>
/// The socket is bound under another name and moved into place once it listens. So nobody meets a socket that does not
/// listen yet, a stale file is replaced in one step, and closing the socket (by which .NET deletes the name it bound)
/// cannot delete the file of a successor.
/// </remarks>
internal sealed class UnixSocketFile
{
    private const int Backlog = 512;

    private static readonly Lock Gate = new();

    // No concurrent collection: the first look at one's keys makes an event source, three milliseconds of an ending process.
    private static readonly List<UnixSocketFile> Opened = [];

    private readonly IDisposable _socket;
    private readonly UnixFileStatus _status;

    // A program may end with its listeners open: Main returns, or something calls Environment.Exit.
    static UnixSocketFile() => AppDomain.CurrentDomain.ProcessExit += static (_, _) => RemoveFiles();

    private UnixSocketFile(string path, IDisposable socket, UnixFileStatus status)
    {
        Path = path;
        _socket = socket;
        _status = status;
        lock (Gate)
        {
            Opened.Add(this);
        }
    }

    public string Path { get; }

    /// <summary>Binds and listens.</summary>
    /// <param name="path">The socket's path.</param>
    /// <param name="replace">Whether a file that is there is replaced; then the caller has the address for himself.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="SocketException">The socket cannot be bound.</exception>
    public static UnixSocketFile Open(string path, bool replace)
    {
        string unfinished = path + UnixFileSocketName.Unfinished;
        if (replace && UnixFileNative.TryGetStatus(unfinished) is { IsSocket: true } left && left.Owner == UnixFileNative.EffectiveUser)
        {
            File.Delete(unfinished); // Of one who was killed between the next two steps.
        }

        IDisposable socket = OperatingSystem.IsLinux() ? ListenRaw(unfinished) : Listen(unfinished);
        try
        {
            UnixFileStatus status = UnixFileNative.TryGetStatus(unfinished) ?? throw new IOException($"'{unfinished}' was removed while it was made.");
            File.Move(unfinished, path, replace);
            return new UnixSocketFile(path, socket, status);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Makes a listener of it, which closes it.</summary>
    public IListener Listener(ActorAddress address) => OperatingSystem.IsLinux() && _socket is RawListener raw
        ? new RawSocketListener(raw, address, Close)
        : new SocketListener((Socket)_socket, address, Close);

    /// <summary>Closes the socket and removes the file if it is still the one that was made here.</summary>
    public void Close()
    {
        RemoveFile();
        _socket.Dispose();
        lock (Gate)
        {
            Opened.Remove(this);
        }
    }

    [SupportedOSPlatform("linux")]
    private static RawListener ListenRaw(string path)
    {
        RawListener socket = RawListener.Bind(path);
        try
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            socket.Listen(Backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // A method of its own, so that where it is not used nothing of the runtime's sockets is loaded.
    private static Socket Listen(string path)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            socket.Listen(Backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void RemoveFile()
    {
        try
        {
            // The file goes first: while the socket listens, nobody else takes the address.
            if (UnixFileNative.TryGetStatus(Path) is { } now && now.IsSameFile(_status))
            {
                File.Delete(Path);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Its directory went first, or was taken away: a sweep takes what is left.
        }
    }

    private static void RemoveFiles()
    {
        UnixSocketFile[] left;
        lock (Gate)
        {
            left = [.. Opened];
        }

        if (left.Length > 0)
        {
            Array.ForEach(left, static file => file.RemoveFile());

            // Those of children that died a moment ago, too.
            new RuntimeDirectory().TrySweepStale();
        }
    }
}
