using System.Collections.Concurrent;
using System.Net.Sockets;
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

    private static readonly ConcurrentDictionary<UnixSocketFile, bool> Opened = new();

    private readonly UnixFileStatus _status;

    // A program may end with its listeners open: Main returns, or something calls Environment.Exit.
    static UnixSocketFile() => AppDomain.CurrentDomain.ProcessExit += static (_, _) => RemoveFiles();

    private UnixSocketFile(string path, Socket socket, UnixFileStatus status)
    {
        Path = path;
        Socket = socket;
        _status = status;
        Opened.TryAdd(this, true);
    }

    public string Path { get; }

    public Socket Socket { get; }

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

        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(unfinished));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(unfinished, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            socket.Listen(Backlog);
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

    /// <summary>Closes the socket and removes the file if it is still the one that was made here.</summary>
    public void Close()
    {
        RemoveFile();
        Socket.Dispose();
        Opened.TryRemove(this, out _);
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
        foreach (UnixSocketFile file in Opened.Keys)
        {
            file.RemoveFile();
        }

        if (!Opened.IsEmpty)
        {
            // Those of children that died a moment ago, too.
            new RuntimeDirectory().TrySweepStale();
        }
    }
}
