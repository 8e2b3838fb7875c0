using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using Tractor.AsyncMethods;
using Tractor.Platform;

namespace Tractor.Transport;

/// <summary>A listener over a Unix socket that the runtime knows nothing of.</summary>
[SupportedOSPlatform("linux")]
internal sealed class RawSocketListener : IListener
{
    private readonly RawListener _raw;
    private readonly Action _close;
    private int _disposed;

    /// <summary>Takes over a listening socket.</summary>
    /// <param name="raw">It.</param>
    /// <param name="address">Where it listens.</param>
    /// <param name="close">Closes it and withdraws the address; called once.</param>
    public RawSocketListener(RawListener raw, ActorAddress address, Action close)
    {
        _raw = raw;
        _close = close;
        Address = address;
    }

    public ActorAddress Address { get; }

    [AsyncMethodBuilder(typeof(PrecompiledValueTaskMethodBuilder<>))]
    public async ValueTask<IConnection> AcceptAsync(CancellationToken cancellationToken) =>
        await AcceptUnlessEndedAsync(cancellationToken).Uncaptured() ?? throw new OperationCanceledException(cancellationToken);

    [AsyncMethodBuilder(typeof(PrecompiledValueTaskMethodBuilder<>))]
    public async ValueTask<IConnection?> AcceptUnlessEndedAsync(CancellationToken cancellationToken)
    {
        try
        {
            RawSocket? accepted;
            while ((accepted = _raw.TryAccept(RawSocketConnection.SendBufferBytes)) is null)
            {
                if (!await SocketPoller.Shared.WaitUnlessEndedAsync(_raw.Descriptor, PollDescriptor.Readable, cancellationToken).Uncaptured())
                {
                    return null;
                }
            }

            return new RawSocketConnection(accepted, $"accepted at {Address}");
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
}
