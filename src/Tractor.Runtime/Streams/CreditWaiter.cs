using System.Threading.Tasks.Sources;

namespace Tractor.Streams;

/// <summary>A sender that waits for credit; used again and again.</summary>
internal sealed class CreditWaiter(IStreamOwner owner) : IValueTaskSource, IThreadPoolWorkItem
{
    private ManualResetValueTaskSourceCore<bool> _core;
    private CancellationTokenRegistration _registration;
    private CancellationToken _cancelledBy;
    private int _isDone;

    public void Arm()
    {
        _core.Reset();
        _cancelledBy = default;
        Volatile.Write(ref _isDone, 0);
    }

    public ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _registration = cancellationToken.UnsafeRegister(
                static (state, token) => ((CreditWaiter)state!).Cancel(token), this);
        }

        return new ValueTask(this, _core.Version);
    }

    /// <summary>False when it had given up waiting.</summary>
    public bool Wake()
    {
        if (Interlocked.Exchange(ref _isDone, 1) != 0)
        {
            return false;
        }

        owner.Link.Schedule(this);
        return true;
    }

    void IThreadPoolWorkItem.Execute() => _core.SetResult(true);

    void IValueTaskSource.GetResult(short token)
    {
        _registration.Dispose();
        _registration = default;
        _core.GetResult(token);
        _cancelledBy.ThrowIfCancellationRequested();
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private void Cancel(CancellationToken token)
    {
        if (Interlocked.Exchange(ref _isDone, 1) == 0)
        {
            _cancelledBy = token;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }
}
