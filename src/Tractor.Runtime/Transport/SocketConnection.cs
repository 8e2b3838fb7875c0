using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Tractor.AsyncMethods;

namespace Tractor.Transport;

/// <summary>A connection over a stream socket, of whatever family.</summary>
internal sealed class SocketConnection : IConnection
{
    private readonly Socket _socket;
    private volatile bool _closed;

    public SocketConnection(Socket socket, string description)
    {
        _socket = socket;
        Description = description;
    }

    public string Description { get; }

    public Socket? Socket => _socket;

    public Traffic Traffic { get; } = new();

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        // An empty receive would give the 0 that means the end.
        ArgumentOutOfRangeException.ThrowIfZero(buffer.Length, nameof(buffer));
        ValueTask<int> pending;
        try
        {
            pending = _socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
        }
        catch (ObjectDisposedException error)
        {
            return ValueTask.FromException<int>(Closed(error));
        }

        return FinishReceiveAsync(pending);
    }

    /// <remarks>The socket tries to send at once before it waits for room, so the usual send neither waits nor allocates.</remarks>
    public ValueTask SendAsync(ReadOnlyMemory<byte> data)
    {
        ValueTask<int> pending;
        try
        {
            pending = _socket.SendAsync(data, SocketFlags.None);
        }
        catch (ObjectDisposedException error)
        {
            return ValueTask.FromException(Closed(error));
        }

        if (!pending.IsCompletedSuccessfully)
        {
            return FinishSendAsync(pending, data);
        }

        int sent = pending.Result;
        if (sent < data.Length)
        {
            return FinishSendAsync(new ValueTask<int>(sent), data);
        }

        Traffic.AddSent(sent);
        return ValueTask.CompletedTask;
    }

    public bool TryEndSending()
    {
        if (_socket.ProtocolType != ProtocolType.Tcp)
        {
            return false;
        }

        try
        {
            _socket.Shutdown(SocketShutdown.Send);
            return true;
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            return false; // The peer was faster, or an abort.
        }
    }

    public void Abort()
    {
        _closed = true;
        _socket.Close(timeout: 0);
    }

    public ValueTask DisposeAsync()
    {
        _closed = true;
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The peer was faster, or an abort: there is nothing left to end in order.
        }

        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    [AsyncMethodBuilder(typeof(PooledValueTaskMethodBuilder<>))]
    private async ValueTask<int> FinishReceiveAsync(ValueTask<int> pending)
    {
        try
        {
            int received = await pending.ConfigureAwait(false);
            Traffic.AddReceived(received);

            // A shutdown of our own ends a pending receive like an orderly end of the peer.
            return received > 0 || !_closed ? received : throw new ConnectionClosedException(Description, closedHere: true);
        }
        catch (Exception error) when (IsClosed(error))
        {
            throw Closed(error);
        }
    }

    [AsyncMethodBuilder(typeof(PooledValueTaskMethodBuilder))]
    private async ValueTask FinishSendAsync(ValueTask<int> pending, ReadOnlyMemory<byte> data)
    {
        try
        {
            int sent = await pending.ConfigureAwait(false);
            Traffic.AddSent(sent);
            while (sent < data.Length)
            {
                int more = await _socket.SendAsync(data[sent..], SocketFlags.None).ConfigureAwait(false);
                Traffic.AddSent(more);
                sent += more;
            }
        }
        catch (Exception error) when (IsClosed(error))
        {
            throw Closed(error);
        }
    }

    private bool IsClosed([NotNullWhen(true)] Exception? error)
        => error is not null && (SocketErrors.IsPeerClose(error) || (_closed && SocketErrors.IsLocalClose(error)));

    private ConnectionClosedException Closed(Exception cause) => new(Description, _closed, cause);
}
