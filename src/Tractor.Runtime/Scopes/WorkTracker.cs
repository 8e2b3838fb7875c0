namespace Tractor.Scopes;

/// <summary>
/// Counts the work that a scope waits for; the count and the door are one word and changed together, without a lock as
/// long as nobody waits.
/// </summary>
internal sealed class WorkTracker
{
    private const long CountMask = uint.MaxValue;
    private const long Sealed = 1L << 40;
    private const long SealWhenIdle = 1L << 41;
    private const long HasWaiter = 1L << 42;

    private readonly Lock _gate = new();
    private long _state;
    private TaskCompletionSource? _idle;

    /// <summary>Whether new work is refused for good.</summary>
    public bool IsSealed => (Volatile.Read(ref _state) & Sealed) != 0;

    /// <summary>How much work is under way.</summary>
    public int Count => (int)(Volatile.Read(ref _state) & CountMask);

    /// <summary>Counts one piece of work in; false once sealed.</summary>
    public bool TryEnter()
    {
        long seen = Volatile.Read(ref _state);
        while ((seen & Sealed) == 0)
        {
            long now = Interlocked.CompareExchange(ref _state, seen + 1, seen);
            if (now == seen)
            {
                return true;
            }

            seen = now;
        }

        return false;
    }

    /// <summary>Counts one piece of work out.</summary>
    public void Exit()
    {
        long seen = Volatile.Read(ref _state);
        while (true)
        {
            long next = Closed(seen - 1);
            long now = Interlocked.CompareExchange(ref _state, next, seen);
            if (now == seen)
            {
                if ((next & (CountMask | HasWaiter)) == HasWaiter)
                {
                    Release();
                }

                return;
            }

            seen = now;
        }
    }

    /// <summary>Ends when no work is left; more may be started afterwards.</summary>
    public Task WaitIdleAsync() => WaitAsync(0);

    /// <summary>Ends when no work is left and refuses new work from that very moment.</summary>
    public Task SealWhenIdleAsync() => WaitAsync(SealWhenIdle);

    /// <summary>Refuses new work from now on.</summary>
    public void Seal() => Interlocked.Or(ref _state, Sealed);

    // The door closes with the last work where that was asked for.
    private static long Closed(long state) => (state & (CountMask | SealWhenIdle)) == SealWhenIdle ? state | Sealed : state;

    private Task WaitAsync(long wish)
    {
        lock (_gate)
        {
            long seen = Volatile.Read(ref _state);
            long next;
            do
            {
                next = Closed(seen | wish);
                next |= (next & CountMask) == 0 ? 0 : HasWaiter;
            }
            while (seen != (seen = Interlocked.CompareExchange(ref _state, next, seen)));

            if ((next & CountMask) == 0)
            {
                return Task.CompletedTask;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    // Work that came meanwhile releases who waits when it ends: none is left then, either.
    private void Release()
    {
        TaskCompletionSource? idle;
        lock (_gate)
        {
            if (Count != 0)
            {
                return;
            }

            Interlocked.And(ref _state, ~HasWaiter);
            idle = _idle;
            _idle = null;
        }

        idle?.TrySetResult();
    }
}
