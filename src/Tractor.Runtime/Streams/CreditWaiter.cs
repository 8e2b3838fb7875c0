using System.Threading.Tasks.Sources;

namespace Tractor.Streams;

/// <summary>A sender that waits for credit; used again and again. Gives true when it was handed credit for one item.</summary>
internal sealed class CreditWaiter : IValueTaskSource<bool>, IThreadPoolWorkItem
{
    private readonly CreditQueue _queue;
    private ManualResetValueTaskSourceCore<bool> _core;
    private CancellationTokenRegistration _registration;
    private CancellationToken _cancelledBy;
    private bool _isHanded;

    public CreditWaiter(CreditQueue queue)
    {
        _queue = queue;
        Node = new LinkedListNode<CreditWaiter>(this);
    }

    /// <summary>Its place in the queue; in no list when it does not wait.</summary>
    public LinkedListNode<CreditWaiter> Node { get; }

    public void Arm()
    {
        _core.Reset();
        _cancelledBy = default;
    }

    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _registration = cancellationToken.UnsafeRegister(
                static (state, token) => ((CreditWaiter)state!).Cancel(token), this);
        }

        return new ValueTask<bool>(this, _core.Version);
    }

    /// <summary>What it gives; the sender goes on when it is scheduled.</summary>
    public void Settle(bool isHanded) => _isHanded = isHanded;

    void IThreadPoolWorkItem.Execute() => _core.SetResult(_isHanded);

    bool IValueTaskSource<bool>.GetResult(short token)
    {
        _registration.Dispose();
        _registration = default;
        bool isHanded = _core.GetResult(token);
        _cancelledBy.ThrowIfCancellationRequested();
        return isHanded;
    }

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    // Off the canceller's thread: what goes on here is a sender's code.
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
