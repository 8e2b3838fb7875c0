using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Tractor.AsyncMethods;

namespace Tractor.Transport;

/// <summary>A listener over a socket that already listens.</summary>
internal sealed class SocketListener : IListener
{
    private readonly Socket _socket;
    private readonly Action _close;
    private int _disposed;

    /// <summary>Takes over a listening socket.</summary>
    /// <param name="socket">It.</param>
    /// <param name="address">Where it listens.</param>
    /// <param name="close">Closes it and withdraws the address; called once.</param>
    public SocketListener(Socket socket, ActorAddress address, Action close)
    {
        _socket = socket;
        _close = close;
        Address = address;
    }

    public ActorAddress Address { get; }

    [AsyncMethodBuilder(typeof(PrecompiledValueTaskMethodBuilder<>))]
    public async ValueTask<IConnection> AcceptAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Prepare(await _socket.AcceptAsync(cancellationToken).Uncaptured());
        }
        catch (Exception error) when (Volatile.Read(ref _disposed) != 0 && error is SocketException or ObjectDisposedException)
        {
            throw new ObjectDisposedException($"The listener at {Address} was disposed.", error);
        }
        catch (SocketException error) when (SocketErrors.IsTransientAccept(error))
        {
            throw new TransientAcceptException(Address, error);
        }
    }

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _close();
        }

        return ValueTask.CompletedTask;
    }

    // Its peer may have gone by now, or no second descriptor be left for it: that connection is lost, and no other.
    private IConnection Prepare(Socket accepted)
    {
        try
        {
            string from = accepted.RemoteEndPoint is IPEndPoint peer ? $" from {peer}" : string.Empty;
            return SocketConnections.Of(accepted, $"accepted at {Address}{from}");
        }
        catch (Win32Exception error)
        {
            throw new TransientAcceptException(Address, error);
        }
    }
}
