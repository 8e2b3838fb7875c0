namespace Tractor.Scopes;

/// <summary>
/// The clock by which an actor's end is limited: it stands still while somebody debugs, and what it measures begins anew
/// afterwards (CAN-11).
/// </summary>
internal sealed class EndClock(TimeProvider time)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _stopped;
    private long _begun = long.MinValue;

    /// <summary>The time that goes on.</summary>
    public TimeProvider Time => time;

    public long Now => time.GetTimestamp();

    public bool IsStopped
    {
        get
        {
            lock (_gate)
            {
                return _stopped is not null;
            }
        }
    }

    /// <summary>Completes when it runs.</summary>
    public Task Running
    {
        get
        {
            lock (_gate)
            {
                return _stopped?.Task ?? Task.CompletedTask;
            }
        }
    }

    /// <summary>What counts of the time since then: nothing while it stands still, nor what was before.</summary>
    public TimeSpan ElapsedSince(long timestamp)
    {
        lock (_gate)
        {
            return _stopped is null ? time.GetElapsedTime(Math.Max(timestamp, _begun)) : TimeSpan.Zero;
        }
    }

    public void Stop()
    {
        lock (_gate)
        {
            _stopped ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Begin()
    {
        TaskCompletionSource? stopped;
        lock (_gate)
        {
            (stopped, _stopped) = (_stopped, null);
            _begun = stopped is null ? _begun : Now;
        }

        stopped?.TrySetResult();
    }
}
