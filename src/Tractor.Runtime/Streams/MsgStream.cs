using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Tractor.AsyncMethods;
using Tractor.Streams;

namespace Tractor;

/// <summary>
/// The items of a dialog, both ways. Sending is thread-safe; receiving is for one reader at a time. Disposing ends the
/// sending side: the peer's loop ends normally, and what it still sends is dropped (STR-02).
/// </summary>
/// <typeparam name="TReceive">The items received here.</typeparam>
/// <typeparam name="TSend">The items sent from here.</typeparam>
public sealed class MsgStream<TReceive, TSend> : IAsyncEnumerable<TReceive>, IAsyncDisposable
{
    private readonly StreamPair<TReceive, TSend> _pair;
    private readonly Inbox<TReceive> _inbox;
    private readonly Lock _gate = new();
    private volatile StreamSubscription<TReceive, TSend>? _own;

    internal MsgStream(StreamPair<TReceive, TSend> pair)
    {
        _pair = pair;
        _inbox = pair.Inbox;
    }

    /// <summary>Sends an item; waits while the receiver has no room for it.</summary>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Ends the waiting; an item is sent whole or not at all.</param>
    /// <exception cref="StreamClosedException">This side was closed, or the peer's task has ended.</exception>
    /// <exception cref="StreamOverrunException">An item before was refused: the receiver does not let senders wait.</exception>
    /// <exception cref="PayloadException">The item cannot be encoded; the stream goes on.</exception>
    /// <exception cref="RemoteActorException">The peer's task failed.</exception>
    /// <exception cref="ContextCancelledException">The peer's task was cancelled, by whomever (STR-06).</exception>
    /// <exception cref="OperationCanceledException">The token fired, or the local scope is cancelled.</exception>
    public ValueTask SendAsync(TSend item, CancellationToken cancellationToken = default) => _pair.Outbox.SendAsync(item, cancellationToken);

    /// <summary>Sends an item if the receiver has room for it now.</summary>
    /// <param name="item">The item.</param>
    /// <returns>False when <see cref="SendAsync"/> would have to wait.</returns>
    /// <inheritdoc cref="SendAsync" path="/exception"/>
    public bool TrySend(TSend item) => _pair.Outbox.TrySend(item);

    /// <summary>Receives the next item; waits for it.</summary>
    /// <param name="cancellationToken">Ends the waiting; no item is lost by it.</param>
    /// <exception cref="StreamClosedException">The peer sends no more, or this side was closed; every later call throws it again (STR-03).</exception>
    /// <exception cref="InvalidOperationException">Another receive waits. Not after <see cref="Subscribe"/>.</exception>
    /// <exception cref="LaggedException">After <see cref="Subscribe"/>: this reader fell behind.</exception>
    /// <exception cref="PayloadException">The item cannot be decoded.</exception>
    /// <exception cref="RemoteActorException">The peer's task failed; what it sent before was received before (STR-05).</exception>
    /// <exception cref="ContextCancelledException">The peer's task was cancelled, by whomever (STR-06).</exception>
    /// <exception cref="OperationCanceledException">The token fired, or the local scope is cancelled.</exception>
    public ValueTask<TReceive> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        if (_own is { } own)
        {
            return own.ReceiveAsync(cancellationToken);
        }

        try
        {
            return !cancellationToken.IsCancellationRequested && _inbox.TryTake(out TReceive item)
                ? new ValueTask<TReceive>(item)
                : ReceiveLaterAsync(cancellationToken);
        }
        catch (Exception error)
        {
            return ValueTask.FromException<TReceive>(error);
        }
    }

    /// <summary>Receives an item that is there.</summary>
    /// <param name="item">The item.</param>
    /// <returns>False when <see cref="ReceiveAsync"/> would wait, or the stream has ended.</returns>
    /// <exception cref="InvalidOperationException">Another receive is under way.</exception>
    /// <exception cref="PayloadException">The item cannot be decoded.</exception>
    public bool TryReceive([MaybeNullWhen(false)] out TReceive item) =>
        _own is { } own ? own.TryReceive(out item) : _inbox.TryTake(out item);

    /// <summary>
    /// Enumerates the items until the peer sends no more. Leaving the loop closes nothing: another goes on with the next
    /// item (STR-15).
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public IAsyncEnumerator<TReceive> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        _own is { } own ? own.GetAsyncEnumerator(cancellationToken) : new Enumerator(this, cancellationToken);

    /// <summary>
    /// A reader of one's own: it sees each item from now on, with a copy of its place. The first call turns the receiving
    /// of the stream itself into such a reader, for good (BRD-02); as many items as the window has are kept for who falls
    /// behind.
    /// </summary>
    /// <param name="lag">What happens when it falls behind.</param>
    /// <exception cref="InvalidOperationException">It is the first call, and a receive is under way.</exception>
    /// <exception cref="StreamClosedException">The stream was closed here.</exception>
    public StreamSubscription<TReceive, TSend> Subscribe(LagHandling lag = LagHandling.Throw)
    {
        lock (_gate)
        {
            if (_inbox.IsClosed)
            {
                throw StreamEnd.ClosedHere(_pair.Owner);
            }

            _own ??= Share();
            return _own.Subscribe(lag);
        }
    }

    /// <summary>Ends the sending side, once; never throws what the dialog ended with. Who receives here gets <see cref="StreamClosedException"/>.</summary>
    public ValueTask DisposeAsync()
    {
        // The inbox first: behind the Stop, the peer's speed would decide whether it has to be told of that.
        _inbox.Close();
        _pair.Outbox.Stop();
        return default;
    }

    /// <summary>The delegate form: the end of the stream may leave the body; the peer's error takes its place (STR-04, STR-05).</summary>
    internal async Task RunAsync(Func<MsgStream<TReceive, TSend>, Task> body)
    {
        await using (((IAsyncDisposable)this).ConfigureAwait(false))
        {
            try
            {
                await body(this).ConfigureAwait(false);
            }
            catch (StreamClosedException end) when (ReferenceEquals(end.Stream, _pair))
            {
                if (_inbox.Failure is { } failure)
                {
                    ExceptionDispatchInfo.Throw(failure);
                }
            }
        }
    }

    // The broadcast takes the reading over and never gives it back.
    private StreamSubscription<TReceive, TSend> Share()
    {
        _inbox.Enter();
        Broadcaster<TReceive> broadcaster = new(_inbox, _inbox.Window, Closed);
        return new StreamSubscription<TReceive, TSend>(this, broadcaster, broadcaster.Join(), LagHandling.Throw, _pair.Owner.Logger);
    }

    private StreamClosedException Closed(bool byPeer) =>
        new(_pair.Owner.EndpointName, _pair.Owner.Link.Peer, byPeer) { Stream = byPeer ? _pair : null };

    [AsyncMethodBuilder(typeof(PooledValueTaskMethodBuilder<>))]
    private async ValueTask<TReceive> ReceiveLaterAsync(CancellationToken cancellationToken)
    {
        _inbox.Enter();
        try
        {
            while (await _inbox.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                if (_inbox.TryTakeOwned(out TReceive item))
                {
                    return item;
                }
            }
        }
        finally
        {
            _inbox.Exit();
        }

        throw Closed(byPeer: true);
    }

    private sealed class Enumerator(MsgStream<TReceive, TSend> stream, CancellationToken cancellationToken) : IAsyncEnumerator<TReceive>
    {
        private readonly Inbox<TReceive> _inbox = stream._inbox;
        private Subscription<TReceive>? _own;

        public TReceive Current { get; private set; } = default!;

        public ValueTask<bool> MoveNextAsync()
        {
            _own ??= stream._own;
            if (_own is null && !cancellationToken.IsCancellationRequested && _inbox.TryTake(out TReceive item))
            {
                Current = item;
                return new ValueTask<bool>(true);
            }

            return _own is null ? MoveLaterAsync() : MoveSharedAsync(_own);
        }

        public ValueTask DisposeAsync() => default;

        [AsyncMethodBuilder(typeof(PooledValueTaskMethodBuilder<>))]
        private async ValueTask<bool> MoveLaterAsync()
        {
            _inbox.Enter();
            try
            {
                while (await _inbox.WaitAsync(cancellationToken).ConfigureAwait(false))
                {
                    if (_inbox.TryTakeOwned(out TReceive item))
                    {
                        Current = item;
                        return true;
                    }
                }
            }
            finally
            {
                _inbox.Exit();
            }

            return false;
        }

        // The loop was begun before somebody subscribed.
        [AsyncMethodBuilder(typeof(PooledValueTaskMethodBuilder<>))]
        private async ValueTask<bool> MoveSharedAsync(Subscription<TReceive> own)
        {
            try
            {
                Current = await own.ReceiveAsync(cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (StreamClosedException end) when (end.Stream is not null)
            {
                return false;
            }
        }
    }
}
