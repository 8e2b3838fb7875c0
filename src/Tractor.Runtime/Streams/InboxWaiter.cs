using System.Threading.Tasks.Sources;
using Tractor.CompilerServices;
using Tractor.Reading;

namespace Tractor.Streams;

/// <summary>
/// The one reader of an inbox that waits; used again and again. What its wait gives is concluded when it goes on, from
/// what the inbox holds by then.
/// </summary>
internal sealed class InboxWaiter(IStreamOwner owner, Lock gate, Func<bool> conclude) : IValueTaskSource<bool>, IThreadPoolWorkItem, IStealAware
{
    private readonly Slowness _slowness = new();
    private ManualResetValueTaskSourceCore<bool> _core;
    private CancellationTokenRegistration _registration;
    private CancellationToken _cancelledBy;
    private bool _isWaiting;

    /// <summary>Begins a wait; under the gate.</summary>
    public void Arm()
    {
        _core.Reset();
        _cancelledBy = default;
        _isWaiting = true;
    }

    /// <summary>The wait that was begun.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _registration = cancellationToken.UnsafeRegister(static (state, token) => ((InboxWaiter)state!).Cancel(token), this);
        }

        return new ValueTask<bool>(this, _core.Version);
    }

    /// <summary>Claims the waking; under the gate. False when nobody waits.</summary>
    public bool TryClaim()
    {
        bool waiting = _isWaiting;
        _isWaiting = false;
        return waiting;
    }

    /// <summary>Lets the reader go on, if it was claimed.</summary>
    public void Wake(bool isClaimed)
    {
        if (!isClaimed)
        {
            return;
        }

        if (_slowness.ShouldUsePool)
        {
            owner.Link.ScheduleOnPool(this);
        }
        else
        {
            owner.Link.Schedule(this);
        }
    }

    void IThreadPoolWorkItem.Execute() => _core.SetResult(true);

    void IStealAware.OnStolen() => _slowness.NoteHoldUp();

    bool IValueTaskSource<bool>.GetResult(short token)
    {
        _registration.Dispose();
        _registration = default;
        _core.GetResult(token);
        _cancelledBy.ThrowIfCancellationRequested();
        return conclude();
    }

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    // The waiter finds out from the token what woke it. Off the canceller's thread: what goes on here is a reader's code.
    private void Cancel(CancellationToken token)
    {
        lock (gate)
        {
            if (!TryClaim())
            {
                return;
            }

            _cancelledBy = token;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
