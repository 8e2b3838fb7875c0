using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using Tractor.AsyncMethods;
using Tractor.Platform;

namespace Tractor.Transport;

/// <summary>Stream sockets in this user's runtime directory: the way between actors of one host.</summary>
internal sealed class UnixSocketTransport : ITransport
{
    private const string SchemeName = "uds";
    private const string GateExtension = ".lock";

    private static readonly TimeSpan FullQueueDelay = TimeSpan.FromMilliseconds(2);

    private readonly RuntimeDirectory _directory;
    private readonly TimeProvider _time;

    /// <summary>Creates the transport.</summary>
    /// <param name="directory">Where fresh sockets go; by default this user's runtime directory.</param>
    /// <param name="time">The clock of retries; by default the system's.</param>
    public UnixSocketTransport(RuntimeDirectory? directory = null, TimeProvider? time = null)
    {
        _directory = directory ?? new RuntimeDirectory();
        _time = time ?? TimeProvider.System;
    }

    public string Scheme => SchemeName;

    public bool IsPrivate => true;

    public IListener Listen(string nameHint)
    {
        ArgumentNullException.ThrowIfNull(nameHint);
        try
        {
            return Open(UnixFileSocketName.Create(_directory.Ensure(), nameHint), replace: false);
        }
        catch (Exception error) when (UnixSocketErrors.IsExpected(error))
        {
            throw UnixSocketErrors.Listening($"actor '{nameHint}'", error);
        }
    }

    /// <remarks>A stale file of this user's is replaced; anything else that is there is left alone.</remarks>
    public IListener Listen(ActorAddress address)
    {
        string path = PathOf(address);
        try
        {
            if (Path.GetDirectoryName(path) == _directory.Location)
            {
                _directory.Ensure();
            }

            using FileStream gate = TakeGate(address, path);
            RequireFree(address, path);
            return Open(path, replace: true);
        }
        catch (Exception error) when (UnixSocketErrors.IsExpected(error))
        {
            throw UnixSocketErrors.Listening(address.ToString(), error);
        }
    }

    [AsyncMethodBuilder(typeof(PrecompiledValueTaskMethodBuilder<>))]
    public async ValueTask<IConnection> ConnectAsync(ActorAddress address, CancellationToken cancellationToken)
    {
        string path = PathOf(address);
        cancellationToken.ThrowIfCancellationRequested();
        IConnection? connection;
        while ((connection = OperatingSystem.IsLinux() ? TryConnectRaw(address, path) : await TryConnectAsync(address, path, cancellationToken).Uncaptured()) is null)
        {
            // The listener's queue is full. The system does not wait for room here, so we do.
            await Task.Delay(FullQueueDelay, _time, cancellationToken).Uncaptured();
        }

        return connection;
    }

    [SupportedOSPlatform("linux")]
    private static RawSocketConnection? TryConnectRaw(ActorAddress address, string path)
    {
        try
        {
            return RawSocket.TryConnect(path, RawSocketConnection.SendBufferBytes) is { } raw ? new RawSocketConnection(raw, $"to {address}") : null;
        }
        catch (Exception error) when (UnixSocketErrors.Connecting(address, error) is { } meaning)
        {
            // A clause of the exception's type would have its two libraries loaded in each child.
            throw meaning;
        }
    }

    // A method of its own, so that where it is not used nothing of the runtime's sockets is loaded.
    [AsyncMethodBuilder(typeof(PrecompiledValueTaskMethodBuilder<>))]
    private static async ValueTask<IConnection?> TryConnectAsync(ActorAddress address, string path, CancellationToken cancellationToken)
    {
        // A socket whose connect failed cannot be used again.
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        bool connected = false;
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken).Uncaptured();
            connected = true;
            return SocketConnections.Of(socket, $"to {address}");
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.WouldBlock or SocketError.TryAgain)
        {
            return null;
        }
        catch (SocketException error)
        {
            throw UnixSocketErrors.Connecting(address, error)!;
        }
        finally
        {
            if (!connected)
            {
                socket.Dispose();
            }
        }
    }

    /// <summary>Removes the file of a listener that is dead. False while it lives, or while nobody can tell.</summary>
    public static bool TryRemoveDead(ActorAddress address)
    {
        if (address.Transport != SchemeName || !File.Exists(address.Endpoint))
        {
            return true;
        }

        if (UnixFileSocketProbe.IsAlive(address.Endpoint))
        {
            return false;
        }

        File.Delete(address.Endpoint);
        return true;
    }

    private IListener Open(string path, bool replace) =>
        UnixSocketFile.Open(path, replace).Listener(new ActorAddress(Scheme, path));

    // Two who find the same stale file must not both replace it. The file stays: to remove it would let in a third.
    private static FileStream TakeGate(ActorAddress address, string path)
    {
        string gate = path + GateExtension;
        try
        {
            return new FileStream(gate, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (File.Exists(gate))
        {
            throw new TransportException(TransportFault.AddressInUse, $"Cannot listen at {address}: another actor is about to do so. Connect to it, or try again.", error);
        }
    }

    private static void RequireFree(ActorAddress address, string path)
    {
        if (UnixFileNative.TryGetStatus(path) is not { } status)
        {
            return;
        }

        if (!status.IsSocket || status.Owner != UnixFileNative.EffectiveUser)
        {
            throw new TransportException(TransportFault.AddressInUse, $"Cannot listen at {address}: '{path}' is {(status.IsSocket ? $"a socket of user {status.Owner}" : "no socket")} and is left alone. Remove it or choose another path.");
        }

        if (UnixFileSocketProbe.IsAlive(path))
        {
            throw new TransportException(TransportFault.AddressInUse, $"Cannot listen at {address}: an actor listens there already. Connect to it, or choose another path.");
        }
    }

    private string PathOf(ActorAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.Transport != Scheme || !address.Endpoint.StartsWith('/') || address.Endpoint.Contains('\0', StringComparison.Ordinal))
        {
            throw new TransportException(TransportFault.InvalidAddress, $"'{address}' is no address of a Unix socket: expected '{Scheme}:' and an absolute path.");
        }

        return UnixFileSocketName.Fits(address.Endpoint)
            ? address.Endpoint
            : throw new TransportException(TransportFault.InvalidAddress, $"The path of '{address}' is too long: a socket's path has less than {UnixFileSocketName.MaximalPathLength} bytes. Choose a shorter directory.");
    }
}
