using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Tractor.AsyncMethods;
using Tractor.Logging;
using Tractor.Streams;

namespace Tractor;

/// <summary>
/// One reader of a broadcast: it sees each item from its subscription on, in order, with a place of its own. Members are
/// thread-safe; two receives at once on one subscription share its items.
/// </summary>
/// <typeparam name="T">The items.</typeparam>
public class Subscription<T> : IAsyncEnumerable<T>, IAsyncDisposable
{
    private readonly Broadcaster<T> _broadcaster;
    private readonly BroadcastCursor _cursor;
    private readonly ILogger _logger;

    internal Subscription(Broadcaster<T> broadcaster, BroadcastCursor cursor, LagHandling lag, ILogger logger)
    {
        _broadcaster = broadcaster;
        _cursor = cursor;
        _logger = logger;
        Lag = lag;
    }

    /// <summary>What happens when this reader falls behind.</summary>
    public LagHandling Lag { get; }

    /// <summary>How many items are kept for readers that fall behind.</summary>
    public int Window => _broadcaster.Window;

    /// <summary>Receives the next item; waits for it.</summary>
    /// <param name="cancellationToken">Ends the waiting; no item is lost by it, for anyone.</param>
    /// <exception cref="LaggedException">This reader fell behind and lost items; the next call goes on with the oldest that is kept (BRD-04). Not with <see cref="LagHandling.Skip"/>.</exception>
    /// <exception cref="StreamClosedException">The source has ended, or the subscription was disposed (BRD-09).</exception>
    /// <exception cref="PayloadException">The item cannot be decoded; the next call goes on with the one behind it.</exception>
    /// <exception cref="Exception">What the source ended with, once everything before it was read.</exception>
    /// <exception cref="OperationCanceledException">The token fired, or the source's scope is cancelled.</exception>
    [AsyncMethodBuilder(typeof(PooledValueTaskMethodBuilder<>))]
    public async ValueTask<T> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (Look(out BroadcastEntry<T> entry))
            {
                case BroadcastStep.Item:
                    return entry.Take();
                case BroadcastStep.End:
                    throw _broadcaster.Closed(byPeer: true);
                case BroadcastStep.Wait:
                    await _broadcaster.WaitAsync(_cursor, cancellationToken).ConfigureAwait(false);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Receives an item that is there: a reader has received it before, or the stream of a dialog has.</summary>
    /// <param name="item">The item.</param>
    /// <returns>False when there is none yet, or the source has ended.</returns>
    /// <inheritdoc cref="ReceiveAsync" path="/exception"/>
    public bool TryReceive([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T item)
    {
        BroadcastStep step;
        BroadcastEntry<T> entry;
        do
        {
            step = Look(out entry);
        }
        while (step == BroadcastStep.Lagged || (step == BroadcastStep.Wait && _broadcaster.TryPull(_cursor)));
        item = step == BroadcastStep.Item ? entry.Take() : default;
        return step == BroadcastStep.Item;
    }

    /// <summary>Enumerates the items until the source ends. Leaving the loop closes nothing.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (Look(out BroadcastEntry<T> entry))
            {
                case BroadcastStep.Item:
                    yield return entry.Take();
                    break;
                case BroadcastStep.End:
                    yield break;
                case BroadcastStep.Wait:
                    await _broadcaster.WaitAsync(_cursor, cancellationToken).ConfigureAwait(false);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Another subscription of the same source, which sees what comes from now on.</summary>
    /// <exception cref="StreamClosedException">This one was disposed (BRD-09).</exception>
    public Subscription<T> Subscribe() => new(_broadcaster, Fork(), Lag, _logger);

    /// <summary>Ends this subscription; the source and the others go on. Who receives here gets <see cref="StreamClosedException"/>.</summary>
    public virtual ValueTask DisposeAsync()
    {
        _broadcaster.Leave(_cursor);
        GC.SuppressFinalize(this);
        return default;
    }

    private protected BroadcastCursor Fork() => _broadcaster.Join(_cursor);

    // Without the end, the errors and the lags that are thrown.
    private BroadcastStep Look(out BroadcastEntry<T> entry)
    {
        BroadcastStep step = _broadcaster.Look(_cursor, out entry, out long skipped);
        switch (step)
        {
            case BroadcastStep.Closed:
                throw _broadcaster.Closed(byPeer: false);
            case BroadcastStep.End:
                _broadcaster.ThrowIfFailed();
                break;
            case BroadcastStep.Lagged when Lag == LagHandling.Throw:
                throw new LaggedException(skipped, Window);
            case BroadcastStep.Lagged:
                StreamLog.Lagged(_logger, skipped, Window);
                break;
            default:
                break;
        }

        return step;
    }
}
