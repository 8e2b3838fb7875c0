namespace Tractor.Scopes;

/// <summary>Counts the work that a scope waits for; the count and the door are changed together.</summary>
internal sealed class WorkTracker
{
    private readonly Lock _gate = new();
    private int _count;
    private bool _sealed;
    private bool _sealWhenIdle;
    private TaskCompletionSource? _idle;

    /// <summary>Whether new work is refused for good.</summary>
    public bool IsSealed
    {
        get
        {
            lock (_gate)
            {
                return _sealed;
            }
        }
    }

    /// <summary>How much work is under way.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    /// <summary>Counts one piece of work in; false once sealed.</summary>
    public bool TryEnter()
    {
        lock (_gate)
        {
            if (_sealed)
            {
                return false;
            }

            _count++;
            return true;
        }
    }

    /// <summary>Counts one piece of work out.</summary>
    public void Exit()
    {
        TaskCompletionSource? idle = null;
        lock (_gate)
        {
            if (--_count == 0)
            {
                _sealed |= _sealWhenIdle;
                idle = _idle;
                _idle = null;
            }
        }

        idle?.SetResult();
    }

    /// <summary>Ends when no work is left; more may be started afterwards.</summary>
    public Task WaitIdleAsync()
    {
        lock (_gate)
        {
            return IdleTask();
        }
    }

    /// <summary>Ends when no work is left and refuses new work from that very moment.</summary>
    public Task SealWhenIdleAsync()
    {
        lock (_gate)
        {
            _sealWhenIdle = true;
            _sealed |= _count == 0;
            return IdleTask();
        }
    }

    /// <summary>Refuses new work from now on.</summary>
    public void Seal()
    {
        lock (_gate)
        {
            _sealed = true;
        }
    }

    private Task IdleTask()
    {
        if (_count == 0)
        {
            return Task.CompletedTask;
        }

        _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _idle.Task;
    }
}
