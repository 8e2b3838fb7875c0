using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Tractor.Links;

namespace Tractor.Streams;

/// <summary>
/// Copies the items of one source to many cursors. The last items are kept in a ring; who needs one that is not there
/// yet starts a pull, or joins the one under way, so that a single receive runs at a time and no reader's cancellation
/// touches it (BRD-07).
/// </summary>
internal sealed class Broadcaster<T>
{
    private static readonly ContextCallback PullAndWait = static broadcaster => ((Broadcaster<T>)broadcaster!).PullNow(waits: true);
    private static readonly ContextCallback PullWhatIsThere = static broadcaster => ((Broadcaster<T>)broadcaster!).PullNow(waits: false);

    private readonly Lock _gate = new();
    private readonly IBroadcastSource<T> _source;
    private readonly Func<bool, StreamClosedException> _closed;
    private readonly BroadcastEntry<T>[] _kept;
    private readonly Waiters _waiters;
    private readonly Action _conclude;
    private readonly ExecutionContext? _flow = ExecutionContext.Capture();
    private long _count;
    private bool _hasEnded;
    private ExceptionDispatchInfo? _error;

    // Of the pull under way.
    private bool _isPulling;
    private ConfiguredValueTaskAwaitable<bool>.ConfiguredValueTaskAwaiter _receive;
    private TaskCompletionSource? _idle;

    public Broadcaster(IBroadcastSource<T> source, int window, Func<bool, StreamClosedException> closed)
    {
        _source = source;
        _closed = closed;
        _kept = new BroadcastEntry<T>[window];
        _waiters = new Waiters(_gate, link: null);
        _conclude = Conclude;
    }

    /// <summary>How many items are kept for the slowest.</summary>
    public int Window => _kept.Length;

    public StreamClosedException Closed(bool byPeer) => _closed(byPeer);

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
            return sibling.IsClosed ? throw _closed(false) : new BroadcastCursor(_count);
        }
    }

    public void Leave(BroadcastCursor cursor)
    {
        lock (_gate)
        {
            cursor.IsClosed = true;

            // The others find nothing, and wait again.
            _waiters.ReleaseAll();
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

            skipped = Math.Max(0, _count - Window - cursor.Next);
            cursor.Next += skipped;
            if (skipped > 0)
            {
                return BroadcastStep.Lagged;
            }

            if (cursor.Next < _count)
            {
                entry = _kept[cursor.Next++ % Window];
                return BroadcastStep.Item;
            }

            return _hasEnded ? BroadcastStep.End : BroadcastStep.Wait;
        }
    }

    /// <summary>Throws what the source ended with, if it was an error.</summary>
    public void ThrowIfFailed() => _error?.Throw();

    /// <summary>Takes an item that the source has by now, unless a pull is under way; tells whether there is something to be seen.</summary>
    public bool TryPull(BroadcastCursor cursor)
    {
        if (TryBeginPull(cursor))
        {
            Pull(waits: false);
        }

        lock (_gate)
        {
            return HasNews(cursor);
        }
    }

    /// <summary>Waits until there may be something to be seen: an item, the end, or that the cursor is closed.</summary>
    public ValueTask WaitAsync(BroadcastCursor cursor, CancellationToken cancellationToken)
    {
        if (TryBeginPull(cursor))
        {
            Pull(waits: true);
        }

        Waiter waiter;
        lock (_gate)
        {
            if (!_isPulling || HasNews(cursor))
            {
                return default;
            }

            waiter = _waiters.Enter();
        }

        return waiter.WaitForReleaseAsync(cancellationToken);
    }

    /// <summary>Ends it; waits until no pull is under way, so that the source can be disposed.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            if (_isPulling)
            {
                return (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            if (!_hasEnded)
            {
                _hasEnded = true;
                _error = ExceptionDispatchInfo.Capture(_closed(false));
            }

            return Task.CompletedTask;
        }
    }

    private bool TryBeginPull(BroadcastCursor cursor)
    {
        lock (_gate)
        {
            bool isNeeded = !_isPulling && !HasNews(cursor);
            _isPulling |= isNeeded;
            return isNeeded;
        }
    }

    private bool HasNews(BroadcastCursor cursor) => cursor.IsClosed || cursor.Next < _count || _hasEnded;

    // In the flow of who made the broadcast: in that of the reader who began the pull, the end of that reader's scope would be
    // the end of what the source opens, and with it of all other readers.
    private void Pull(bool waits)
    {
        if (_flow is null)
        {
            PullNow(waits);
        }
        else
        {
            ExecutionContext.Run(_flow, waits ? PullAndWait : PullWhatIsThere, this);
        }
    }

    // Not by way of an asynchronous method, whose task nobody would await.
    private void PullNow(bool waits)
    {
        try
        {
            BroadcastEntry<T>? entry = Take();
            if (entry is null && waits)
            {
                Await(_source.WaitAsync(CancellationToken.None));
            }
            else
            {
                Publish(entry, hasMore: true);
            }
        }
#pragma warning disable CA1031 // Every reader is told.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Fail(error);
        }
    }

    private void Await(ValueTask<bool> receive)
    {
        ConfiguredValueTaskAwaitable<bool>.ConfiguredValueTaskAwaiter awaiter = receive.ConfigureAwait(false).GetAwaiter();
        _receive = awaiter;
        if (awaiter.IsCompleted)
        {
            Conclude();
        }
        else
        {
            awaiter.OnCompleted(_conclude);
        }
    }

    private void Conclude()
    {
        try
        {
            bool hasMore = _receive.GetResult();
            Publish(hasMore ? Take() : null, hasMore);
        }
#pragma warning disable CA1031 // Every reader is told.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Fail(error);
        }
    }

    private BroadcastEntry<T>? Take()
    {
        try
        {
            return _source.TryTakeOwned(out T item) ? new BroadcastEntry<T>(item, null) : null;
        }
        catch (PayloadException broken)
        {
            return new BroadcastEntry<T>(default, ExceptionDispatchInfo.Capture(broken));
        }
    }

    private void Fail(Exception error) => Publish(null, hasMore: false, ExceptionDispatchInfo.Capture(error));

    private void Publish(BroadcastEntry<T>? entry, bool hasMore, ExceptionDispatchInfo? error = null)
    {
        lock (_gate)
        {
            if (entry is { } item)
            {
                _kept[_count++ % Window] = item;
            }

            _hasEnded = !hasMore;
            _error = error;
            _isPulling = false;
            _idle?.SetResult();
            _idle = null;
            _waiters.ReleaseAll();
        }
    }
}
