using System.Runtime.CompilerServices;
using Tractor.AsyncMethods;
using Tractor.Logging;
using Tractor.Platform;
using Tractor.Scopes;
using Tractor.Transport;

namespace Tractor.Actors;

/// <summary>
/// Where an actor listens. It opens when somebody first needs the address, so that an actor that nobody connects to
/// pays for nothing.
/// </summary>
internal sealed class ActorListener(Actor actor) : IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);

    // Not while the first children start: what others left behind can wait.
    private static readonly TimeSpan SweepDelay = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly ServerHandshake _handshake = new(actor);
    private readonly WorkTracker _handshakes = new();
    private readonly PendingHandshakes _pending = new();
    private readonly SemaphoreSlim _free = new(actor.Limits.MaxPendingHandshakes);
    private readonly Dictionary<ActorTransport, OpenListener> _open = [];
    private Task _sweeping = Task.CompletedTask;
    private bool _isDisposed;

    /// <summary>The children that are to connect.</summary>
    public PendingChildren Children => _handshake.Children;

    /// <summary>The actor's address, over its own transport.</summary>
    /// <exception cref="TransportException">It cannot listen.</exception>
    public ActorAddress Address => AddressOver(actor.Setup.Transport);

    /// <summary>The actor's address over a transport; an actor may listen at one address of each.</summary>
    /// <exception cref="TransportException">It cannot listen.</exception>
    public ActorAddress AddressOver(ActorTransport transport)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_open.TryGetValue(transport, out OpenListener? entry))
            {
                IListener listener = TransportRegistry.Default.Get(transport.Scheme).Listen(actor.Id.Name);
                entry = new OpenListener(listener, Task.Run(() => AcceptAsync(listener)));
                _open.Add(transport, entry);
                _sweeping = actor.IsRoot && transport == ActorTransport.UnixSocket ? SweepAsync() : _sweeping;
            }

            return entry.Listener.Address;
        }
    }

    [AsyncMethodBuilder(typeof(PrecompiledValueTaskMethodBuilder))]
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        await _closing.CancelAsync().Uncaptured();
        foreach (OpenListener open in _open.Values)
        {
            await open.Listener.DisposeAsync().Uncaptured();
        }

        foreach (OpenListener open in _open.Values)
        {
            await open.Accepting.Uncaptured();
        }

        await _handshakes.WaitIdleAsync().Uncaptured();
        await _sweeping.Uncaptured();
        _closing.Dispose();
        _free.Dispose();
    }

    // Removes the socket files of processes that were killed with all that could have removed them.
    private async Task SweepAsync()
    {
        await Task.Delay(SweepDelay, actor.Time, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_closing.IsCancellationRequested)
        {
            return;
        }

        try
        {
            new RuntimeDirectory().SweepStale();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            ListenerLog.SweepFailed(actor.Logger, error.Message);
        }
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private async Task AcceptAsync(IListener listener)
    {
        try
        {
            while (true)
            {
                if (await AcceptOneAsync(listener).Uncaptured() is not { } connection)
                {
                    return;
                }

                await WaitForRoomAsync(connection).Uncaptured();
                _handshakes.TryEnter();
                _ = ServeAsync(connection, listener.Address);
            }
        }
        catch (Exception) when (_closing.IsCancellationRequested)
        {
            // The actor ends.
        }
#pragma warning disable CA1031 // An actor that nobody can connect to any more still ends in order.
        catch (Exception error)
#pragma warning restore CA1031
        {
            ListenerLog.AcceptFailed(actor.Logger, error.Message);
        }
    }

    // Null when the actor ends.
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    private async Task<IConnection?> AcceptOneAsync(IListener listener)
    {
        while (true)
        {
            try
            {
                return await listener.AcceptUnlessEndedAsync(_closing.Token).Uncaptured();
            }
            catch (TransientAcceptException error)
            {
                ListenerLog.AcceptFailed(actor.Logger, error.Message);
                await Task.Delay(RetryDelay, actor.Time, _closing.Token).Uncaptured();
            }
        }
    }

    // Those of the tree keep their places, and are never many or long.
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private async Task WaitForRoomAsync(IConnection connection)
    {
        try
        {
            if (!_free.Wait(0, CancellationToken.None))
            {
                _pending.DropOldest();
                await _free.WaitAsync(_closing.Token).Uncaptured();
            }
        }
        catch
        {
            connection.Abort();
            await connection.DisposeAsync().Uncaptured();
            throw;
        }
    }

    // Owned by the accept loop, which waits for all of them before it ends.
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private async Task ServeAsync(IConnection connection, ActorAddress address)
    {
        PendingHandshake pending = _pending.Add(connection);
        try
        {
            await _handshake.ServeAsync(pending, address, _pending, _closing.Token).Uncaptured();
        }
        finally
        {
            _pending.End(pending);
            _free.Release();
            _handshakes.Exit();
        }
    }

    private sealed record OpenListener(IListener Listener, Task Accepting);
}
