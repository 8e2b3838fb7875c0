using System.Runtime.CompilerServices;
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
    private volatile bool _isClosed;

    internal MsgStream(StreamPair<TReceive, TSend> pair) => _pair = pair;

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
    /// <exception cref="InvalidOperationException">Another receive waits.</exception>
    /// <exception cref="PayloadException">The item cannot be decoded.</exception>
    /// <exception cref="RemoteActorException">The peer's task failed; what it sent before was received before (STR-05).</exception>
    /// <exception cref="ContextCancelledException">The peer's task was cancelled, by whomever (STR-06).</exception>
    /// <exception cref="OperationCanceledException">The token fired, or the local scope is cancelled.</exception>
    public ValueTask<TReceive> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        if (!_isClosed && !cancellationToken.IsCancellationRequested && _pair.Inbox.TryTake(out TReceive item))
        {
            return new ValueTask<TReceive>(item);
        }

        return ReceiveLaterAsync(cancellationToken);
    }

    /// <summary>Receives an item that is there.</summary>
    /// <param name="item">The item.</param>
    /// <returns>False when <see cref="ReceiveAsync"/> would wait, or the stream has ended.</returns>
    /// <exception cref="InvalidOperationException">Another receive is under way.</exception>
    /// <exception cref="PayloadException">The item cannot be decoded.</exception>
    public bool TryReceive([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TReceive item)
    {
        if (!_isClosed)
        {
            return _pair.Inbox.TryTake(out item);
        }

        item = default;
        return false;
    }

    /// <summary>
    /// Enumerates the items until the peer sends no more. Leaving the loop closes nothing: another goes on with the next
    /// item (STR-15).
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public IAsyncEnumerator<TReceive> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new Enumerator(this, cancellationToken);

    /// <summary>Ends the sending side, once; never throws what the dialog ended with.</summary>
    public ValueTask DisposeAsync()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            _pair.Outbox.Stop();
            _pair.Inbox.Discard();
        }

        return default;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TReceive> ReceiveLaterAsync(CancellationToken cancellationToken)
    {
        while (await WaitAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_pair.Inbox.TryTake(out TReceive item))
            {
                return item;
            }
        }

        throw Ended(closedByPeer: true);
    }

    private ValueTask<bool> WaitAsync(CancellationToken cancellationToken) =>
        _isClosed ? ValueTask.FromException<bool>(Ended(closedByPeer: false)) : _pair.Inbox.WaitAsync(cancellationToken);

    private StreamClosedException Ended(bool closedByPeer) => new(_pair.Owner.EndpointName, _pair.Owner.Link.Peer, closedByPeer);

    private sealed class Enumerator(MsgStream<TReceive, TSend> stream, CancellationToken cancellationToken) : IAsyncEnumerator<TReceive>
    {
        public TReceive Current { get; private set; } = default!;

        public ValueTask<bool> MoveNextAsync()
        {
            if (!stream._isClosed && !cancellationToken.IsCancellationRequested && stream._pair.Inbox.TryTake(out TReceive item))
            {
                Current = item;
                return new ValueTask<bool>(true);
            }

            return MoveLaterAsync();
        }

        public ValueTask DisposeAsync() => default;

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        private async ValueTask<bool> MoveLaterAsync()
        {
            while (await stream.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                if (stream._pair.Inbox.TryTake(out TReceive item))
                {
                    Current = item;
                    return true;
                }
            }

            return false;
        }
    }
}
