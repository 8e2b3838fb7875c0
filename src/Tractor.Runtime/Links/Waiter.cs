using System.Threading.Tasks.Sources;

namespace Tractor.Links;

/// <summary>
/// One that waits, for credit, for room or for an item of a broadcast; used again and again. Gives true when it was handed
/// what it waited for, false when it is to look again. To be awaited once.
/// </summary>
internal sealed class Waiter : IValueTaskSource<bool>, IValueTaskSource, IThreadPoolWorkItem
{
    private readonly Waiters _queue;
    private ManualResetValueTaskSourceCore<bool> _core;
    private CancellationTokenRegistration _registration;
    private CancellationToken _cancelledBy;
    private bool _isHanded;

    public Waiter(Waiters queue)
    {
        _queue = queue;
        Node = new LinkedListNode<Waiter>(this);
    }

    /// <summary>Its place in the queue, or among the spares.</summary>
    public LinkedListNode<Waiter> Node { get; }

    public void Arm()
    {
        _core.Reset();
        _cancelledBy = default;
    }

    /// <summary>The wait that was begun by <see cref="Waiters.Enter"/>.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        Register(cancellationToken);
        return new ValueTask<bool>(this, _core.Version);
    }

    /// <summary>The same where nothing is handed.</summary>
    public ValueTask WaitForReleaseAsync(CancellationToken cancellationToken)
    {
        Register(cancellationToken);
        return new ValueTask(this, _core.Version);
    }

    /// <summary>What it gives; who waits goes on when it is scheduled.</summary>
    public void Settle(bool isHanded) => _isHanded = isHanded;

    void IThreadPoolWorkItem.Execute()
    {
        if (_cancelledBy.IsCancellationRequested)
        {
            _core.SetException(new OperationCanceledException(_cancelledBy));
        }
        else
        {
            _core.SetResult(_isHanded);
        }
    }

    bool IValueTaskSource<bool>.GetResult(short token) => End(token);

    void IValueTaskSource.GetResult(short token) => End(token);

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private void Register(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _registration = cancellationToken.UnsafeRegister(static (state, token) => ((Waiter)state!).Cancel(token), this);
        }
    }

    private bool End(short token)
    {
        _registration.Dispose();
        _registration = default;
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            _queue.Keep(this);
        }
    }

    // Off the canceller's thread: what goes on here is the code of who waits.
    private void Cancel(CancellationToken token)
    {
        if (_queue.TryLeave(this))
        {
            _isHanded = false;
            _cancelledBy = token;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }
}
