using System.Runtime.Versioning;
using System.Threading.Tasks.Sources;

namespace Tractor.Platform;

/// <summary>One wait for a descriptor; used again and again. What goes on by its end does so on the pool.</summary>
[SupportedOSPlatform("linux")]
internal sealed class PollWait : IValueTaskSource<bool>, IValueTaskSource, IThreadPoolWorkItem
{
    private ManualResetValueTaskSourceCore<bool> _core;
    private CancellationTokenRegistration _registration;
    private CancellationToken _cancelledBy;
    private FileDescriptor? _descriptor;
    private short _events;
    private int _isReady;
    private bool _isHeld;
    private volatile bool _isOver;

    public PollWait() => WhenReady = Complete;

    /// <summary>Whether its end was seen by who waited.</summary>
    public bool IsOver => _isOver;

    private Action WhenReady { get; }

    /// <summary>Begins a wait, before the poller looks at it.</summary>
    public void Begin(FileDescriptor descriptor, short events)
    {
        _core.Reset();
        _descriptor = descriptor;
        _events = events;
        _cancelledBy = default;
        _isOver = false;
        Volatile.Write(ref _isReady, 0);
    }

    /// <summary>The wait that was begun.</summary>
    public ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        Register(cancellationToken);
        return new ValueTask(this, _core.Version);
    }

    /// <summary>The same, and false when the token ended it.</summary>
    public ValueTask<bool> WaitUnlessEndedAsync(CancellationToken cancellationToken)
    {
        Register(cancellationToken);
        return new ValueTask<bool>(this, _core.Version);
    }

    /// <summary>Has the poller look for one round, and keeps the descriptor open for it; one that is closed is ready: its next call tells.</summary>
    public void Join(PollSet poll)
    {
        if (Volatile.Read(ref _isReady) != 0)
        {
            return;
        }

        try
        {
            _descriptor!.DangerousAddRef(ref _isHeld);
            poll.Add(_descriptor, _events, WhenReady);
        }
        catch (ObjectDisposedException)
        {
            Complete();
        }
    }

    /// <summary>Ends the round.</summary>
    public void Leave()
    {
        if (_isHeld)
        {
            _isHeld = false;
            _descriptor!.DangerousRelease();
        }
    }

    /// <summary>Lets go of the descriptor; of a wait that is over.</summary>
    public void Forget() => _descriptor = null;

    void IThreadPoolWorkItem.Execute() => _core.SetResult(!_cancelledBy.IsCancellationRequested);

    bool IValueTaskSource<bool>.GetResult(short token) => End(token, out _);

    void IValueTaskSource.GetResult(short token)
    {
        if (!End(token, out CancellationToken cancelledBy))
        {
            throw new OperationCanceledException(cancelledBy);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private void Register(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _registration = cancellationToken.UnsafeRegister(static (state, token) => ((PollWait)state!).Cancel(token), this);
        }
    }

    // The last look at it: from then on the poller may give it to another.
    private bool End(short token, out CancellationToken cancelledBy)
    {
        _registration.Dispose();
        _registration = default;
        bool isReady = _core.GetResult(token);
        cancelledBy = _cancelledBy;
        _isOver = true;
        return isReady;
    }

    private void Complete()
    {
        if (TryEnd())
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void Cancel(CancellationToken token)
    {
        if (TryEnd())
        {
            _cancelledBy = token;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private bool TryEnd() => Interlocked.Exchange(ref _isReady, 1) == 0;
}
