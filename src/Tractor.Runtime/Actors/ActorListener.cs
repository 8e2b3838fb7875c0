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
    private IListener? _listener;
    private Task _accepting = Task.CompletedTask;
    private Task _sweeping = Task.CompletedTask;
    private bool _isDisposed;

    /// <summary>The children that are to connect.</summary>
    public PendingChildren Children => _handshake.Children;

    /// <summary>The actor's address.</summary>
    /// <exception cref="TransportException">It cannot listen.</exception>
    public ActorAddress Address
    {
        get
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                if (_listener is null)
                {
                    _listener = TransportRegistry.Default.Get(actor.Setup.TransportScheme).Listen(actor.Id.Name);
                    IListener listener = _listener;
                    _accepting = Task.Run(() => AcceptAsync(listener));
                    _sweeping = actor.IsRoot && listener.Address.Transport == "uds" ? SweepAsync() : Task.CompletedTask;
                }

                return _listener.Address;
            }
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
        if (_listener is not null)
        {
            await _listener.DisposeAsync().Uncaptured();
        }

        await _accepting.Uncaptured();
        await _sweeping.Uncaptured();
        _closing.Dispose();
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
        using SemaphoreSlim free = new(actor.Limits.MaxPendingHandshakes);
        try
        {
            while (true)
            {
                await free.WaitAsync(_closing.Token).Uncaptured();
                IConnection connection = await AcceptOneAsync(listener).Uncaptured();
                _handshakes.TryEnter();
                _ = ServeAsync(connection, free);
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

        await _handshakes.WaitIdleAsync().Uncaptured();
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    private async Task<IConnection> AcceptOneAsync(IListener listener)
    {
        while (true)
        {
            try
            {
                return await listener.AcceptAsync(_closing.Token).Uncaptured();
            }
            catch (TransientAcceptException error)
            {
                ListenerLog.AcceptFailed(actor.Logger, error.Message);
                await Task.Delay(RetryDelay, actor.Time, _closing.Token).Uncaptured();
            }
        }
    }

    // Owned by the accept loop, which waits for all of them before it ends.
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private async Task ServeAsync(IConnection connection, SemaphoreSlim free)
    {
        try
        {
            await _handshake.ServeAsync(connection, _closing.Token).Uncaptured();
        }
        finally
        {
            free.Release();
            _handshakes.Exit();
        }
    }
}
