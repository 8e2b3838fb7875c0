using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Tractor.AsyncMethods;
using Tractor.Platform;

namespace Tractor.Transport;

/// <summary>A connection over a stream socket by system calls of our own, which a thread of ours may read directly.</summary>
[SupportedOSPlatform("linux")]
internal sealed class RawSocketConnection : IConnection
{
    // The system says that there is room again when a quarter of the buffer is used: a small one runs dry before its sender
    // has woken up. What the system's own limit does not allow is left out.
    public const int SendBufferBytes = 1 << 20;

    private const int BlockMilliseconds = 50;
    private const int HalfClosedMilliseconds = 5;

    private readonly RawSocket _raw;
    private readonly Socket? _socket;
    private readonly bool _isTcp;
    private int _aborts;

    /// <summary>Over a duplicate of a socket's descriptor. Closes both.</summary>
    public RawSocketConnection(Socket socket, string description)
        : this(Prepare(socket), description)
    {
        _socket = socket;
        _isTcp = socket.ProtocolType == ProtocolType.Tcp;
    }

    /// <summary>Over a socket that the runtime knows nothing of.</summary>
    public RawSocketConnection(RawSocket raw, string description)
    {
        _raw = raw;
        Description = description;
    }

    public string Description { get; }

    public Socket? Socket => _socket;

    public SafeHandle? Descriptor => _raw.Descriptor;

    /// <remarks>Of a pair of sockets the system knows only who made it.</remarks>
    public int? PeerPid { get; init; }

    public Traffic Traffic { get; } = new();

    /// <summary>Whether this side has ended it. Its reader then stops without an exception, which would cost an ending process milliseconds.</summary>
    public bool IsClosedHere => Volatile.Read(ref _aborts) != 0;

    /// <summary>For a reader that takes over the receiving.</summary>
    public RawSocket Raw => _raw;

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        // An empty receive would give the 0 that means the end.
        ArgumentOutOfRangeException.ThrowIfZero(buffer.Length, nameof(buffer));
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<int>(cancellationToken);
        }

        try
        {
            int count = IdleThread.MayBlock ? ReceiveByBlocking(buffer.Span, cancellationToken) : TryReceive(buffer.Span);
            return count != RawSocket.WouldWait ? new ValueTask<int>(count) : ReceiveLaterAsync(buffer, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return ValueTask.FromCanceled<int>(cancellationToken);
        }
        catch (Exception error)
        {
            return ValueTask.FromException<int>(error);
        }
    }

    /// <summary>Receives what is there without waiting; 0 at the end.</summary>
    /// <exception cref="ConnectionClosedException">The connection broke, or was closed here.</exception>
    public int TryReceive(Span<byte> buffer)
    {
        try
        {
            int count = _raw.TryReceive(buffer);
            Traffic.AddReceived(count);
            return count == 0 && IsClosedHere ? throw new ConnectionClosedException(Description, closedHere: true) : count;
        }
        catch (Exception error) when (IsClosed(error))
        {
            throw new ConnectionClosedException(Description, IsClosedHere, error);
        }
    }

    /// <summary>The same into two pieces of memory; the second may be empty.</summary>
    /// <exception cref="ConnectionClosedException">The connection broke, or was closed here.</exception>
    public int TryReceive(Span<byte> first, Span<byte> second)
    {
        if (second.IsEmpty)
        {
            return TryReceive(first);
        }

        try
        {
            int count = _raw.TryReceive(first, second);
            Traffic.AddReceived(count);
            return count == 0 && IsClosedHere ? throw new ConnectionClosedException(Description, closedHere: true) : count;
        }
        catch (Exception error) when (IsClosed(error))
        {
            throw new ConnectionClosedException(Description, IsClosedHere, error);
        }
    }

    public int TrySend(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        try
        {
            int count = Math.Max(0, second.IsEmpty ? _raw.TrySend(first) : _raw.TrySend(first, second));
            Traffic.AddSent(count);
            return count;
        }
        catch (Exception error) when (IsClosed(error))
        {
            throw new ConnectionClosedException(Description, IsClosedHere, error);
        }
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> data)
    {
        int sent;
        try
        {
            sent = TrySend(data.Span);
        }
        catch (Exception error)
        {
            return ValueTask.FromException(error);
        }

        return sent == data.Length ? default : SendRestAsync(data[Math.Max(sent, 0)..]);
    }

    /// <remarks>The kernel closes the directions one after the other, which takes it microseconds.</remarks>
    public bool HasPeerEnded => _raw.EndsWithin(HalfClosedMilliseconds);

    /// <remarks>TCP drops what is on the way when a socket is closed that has not read all it got; a Unix socket does not.</remarks>
    public bool TryEndSending() => _isTcp && _raw.TryShutdown(NativeSockets.ShutdownSending);

    /// <remarks>What is sent over a Unix socket has come when the send returns.</remarks>
    public bool TryEndReceiving() => !_isTcp && _raw.TryShutdown(NativeSockets.ShutdownReceiving);

    public void Abort()
    {
        if (Interlocked.Exchange(ref _aborts, 1) != 0)
        {
            return;
        }

        _ = _raw.TryShutdown(NativeSockets.ShutdownBoth);
        _raw.Dispose();
        _socket?.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Abort();
        return default;
    }

    // Whoever fires the token does not wake the thread: it looks at it now and then.
    private int ReceiveByBlocking(Span<byte> buffer, CancellationToken cancellationToken)
    {
        int count;
        while ((count = TryReceive(buffer)) == RawSocket.WouldWait)
        {
            IdleThread.BeforeBlocking();
            cancellationToken.ThrowIfCancellationRequested();
            _raw.BlockUntilReadable(BlockMilliseconds);
        }

        return count;
    }

    [AsyncMethodBuilder(typeof(PooledValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReceiveLaterAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int count;
        do
        {
            await SocketPoller.Shared.WaitAsync(_raw.Descriptor, PollDescriptor.Readable, cancellationToken).ConfigureAwait(false);
            count = TryReceive(buffer.Span);
        }
        while (count == RawSocket.WouldWait);
        return count;
    }

    // A TCP socket finds the size of its buffer by itself.
    private static RawSocket Prepare(Socket socket)
    {
        if (socket.AddressFamily == AddressFamily.Unix)
        {
            socket.SendBufferSize = SendBufferBytes;
        }

        return RawSocket.Duplicate(socket);
    }

    private int TrySend(ReadOnlySpan<byte> data)
    {
        try
        {
            int count = _raw.TrySend(data);
            Traffic.AddSent(count);
            return count;
        }
        catch (Exception error) when (IsClosed(error))
        {
            throw new ConnectionClosedException(Description, IsClosedHere, error);
        }
    }

    [AsyncMethodBuilder(typeof(PooledValueTaskMethodBuilder))]
    private async ValueTask SendRestAsync(ReadOnlyMemory<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            await SocketPoller.Shared.WaitAsync(_raw.Descriptor, PollDescriptor.Writable, CancellationToken.None).ConfigureAwait(false);
            int sent = TrySend(rest.Span);
            rest = rest[Math.Max(sent, 0)..];
        }
    }

    private bool IsClosed(Exception error) =>
        SocketErrors.IsPeerClose(error) || (IsClosedHere && SocketErrors.IsLocalClose(error)) || error is ObjectDisposedException;
}
