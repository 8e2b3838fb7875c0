using System.Runtime.ExceptionServices;

namespace Tractor.Streams;

/// <summary>
/// Copies the items of one source to many cursors. The last items are kept in a ring; who needs one that is not there
/// yet starts a pull, or joins the one under way, so that a single receive runs at a time and no reader's cancellation
/// touches it (BRD-07).
/// </summary>
internal sealed class Broadcaster<T>(IBroadcastSource<T> source, int window, Func<bool, StreamClosedException> closed)
{
    private readonly Lock _gate = new();
    private readonly BroadcastEntry<T>[] _kept = new BroadcastEntry<T>[window];
    private long _count;
    private bool _hasEnded;
    private ExceptionDispatchInfo? _error;
    private TaskCompletionSource? _pull;

    /// <summary>How many items are kept for the slowest.</summary>
    public int Window => window;

    public StreamClosedException Closed(bool byPeer) => closed(byPeer);

    /// <summary>A cursor that sees what comes from now on.</summary>
    public BroadcastCursor Join()
    {
        lock (_gate)
        {
            return new BroadcastCursor(_count);
        }
    }

    /// <summary>The same for one who asks a subscription.</summary>
    /// <exception cref="StreamClosedException">That one is closed (BRD-09).</exception>
    public BroadcastCursor Join(BroadcastCursor sibling)
    {
        lock (_gate)
        {
            return sibling.IsClosed ? throw closed(false) : new BroadcastCursor(_count);
        }
    }

    public void Leave(BroadcastCursor cursor)
    {
        lock (_gate)
        {
            cursor.Close();
        }
    }

    /// <summary>Takes the cursor one step; gives the number of lost items with <see cref="BroadcastStep.Lagged"/>.</summary>
    public BroadcastStep Look(BroadcastCursor cursor, out BroadcastEntry<T> entry, out long skipped)
    {
        entry = default;
        skipped = 0;
        lock (_gate)
        {
            if (cursor.IsClosed)
            {
                return BroadcastStep.Closed;
            }

            skipped = Math.Max(0, _count - window - cursor.Next);
            cursor.Next += skipped;
            if (skipped > 0)
            {
                return BroadcastStep.Lagged;
            }

            if (cursor.Next < _count)
            {
                entry = _kept[cursor.Next++ % window];
                return BroadcastStep.Item;
            }

            return _hasEnded ? BroadcastStep.End : BroadcastStep.Wait;
        }
    }

    /// <summary>Throws what the source ended with, if it was an error.</summary>
    public void ThrowIfFailed() => _error?.Throw();

    /// <summary>Waits for the next item, the end, or the cursor's closing.</summary>
    public async Task WaitAsync(BroadcastCursor cursor, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Join(cursor, out bool isFirst) is not { } pull)
        {
            return;
        }

        if (isFirst)
        {
            // Whoever waits waits for it, and the end of the source ends it.
            _ = PullAsync(pull);
        }

        await Task.WhenAny(pull.Task, cursor.Closing).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends it; waits until no pull is under way, so that the source can be disposed.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            if (_pull is null && !_hasEnded)
            {
                _hasEnded = true;
                _error = ExceptionDispatchInfo.Capture(closed(false));
            }

            return _pull?.Task ?? Task.CompletedTask;
        }
    }

    // Null when there is something to be seen by now.
    private TaskCompletionSource? Join(BroadcastCursor cursor, out bool isFirst)
    {
        lock (_gate)
        {
            isFirst = false;
            if (cursor.IsClosed || cursor.Next < _count || _hasEnded)
            {
                return null;
            }

            _ = cursor.Closing;
            isFirst = _pull is null;
            return _pull ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private async Task PullAsync(TaskCompletionSource pull)
    {
        BroadcastEntry<T>? entry = null;
        ExceptionDispatchInfo? error = null;
        bool hasMore = false;
        try
        {
            hasMore = await source.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            entry = hasMore ? Take() : null;
        }
#pragma warning disable CA1031 // Every reader is told.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            error = ExceptionDispatchInfo.Capture(thrown);
        }

        Publish(entry, hasMore, error);
        pull.SetResult();
    }

    private BroadcastEntry<T>? Take()
    {
        try
        {
            return source.TryTakeOwned(out T item) ? new BroadcastEntry<T>(item, null) : null;
        }
        catch (PayloadException broken)
        {
            return new BroadcastEntry<T>(default, ExceptionDispatchInfo.Capture(broken));
        }
    }

    private void Publish(BroadcastEntry<T>? entry, bool hasMore, ExceptionDispatchInfo? error)
    {
        lock (_gate)
        {
            if (entry is { } item)
            {
                _kept[_count++ % window] = item;
            }

            _hasEnded |= !hasMore;
            _error = error;
            _pull = null;
        }
    }
}
