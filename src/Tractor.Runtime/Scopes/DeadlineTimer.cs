namespace Tractor.Scopes;

/// <summary>Calls once when a time has passed on a monotonic clock; the time can be moved until then.</summary>
internal sealed class DeadlineTimer : IDisposable
{
    /// <summary>What a timer can wait for at most: 49 days and 17 hours.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Action _onElapsed;
    private readonly ITimer _timer;
    private TimeSpan _span = Timeout.InfiniteTimeSpan;
    private long _since;
    private bool _ended;

    public DeadlineTimer(TimeProvider time, Action onElapsed)
    {
        _time = time;
        _onElapsed = onElapsed;
        _timer = time.CreateTimer(static state => ((DeadlineTimer)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What is left: infinite if none was set, zero when it has passed.</summary>
    public TimeSpan Remaining
    {
        get
        {
            lock (_gate)
            {
                return Left();
            }
        }
    }

    /// <summary>Sets the deadline anew, counted from now; has no effect once it has passed or been disposed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above zero, or longer than <see cref="Longest"/>, and not infinite.</exception>
    public void Set(TimeSpan span)
    {
        Check(span);
        lock (_gate)
        {
            if (!_ended)
            {
                _since = _time.GetTimestamp();
                _span = span;
                Arm(span);
            }
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">Not above zero, or longer than <see cref="Longest"/>, and not infinite.</exception>
    public static void Check(TimeSpan deadline, string name = "deadline")
    {
        if (deadline != Timeout.InfiniteTimeSpan && (deadline <= TimeSpan.Zero || deadline > Longest))
        {
            throw new ArgumentOutOfRangeException(
                name, deadline, $"A {name} is above zero and at most {Longest}, or Timeout.InfiniteTimeSpan for none.");
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
        }

        _timer.Dispose();
    }

    private void OnTimer()
    {
        lock (_gate)
        {
            TimeSpan left = Left();
            if (_ended || left == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            // The timer's clock is coarser than the timestamps, and the deadline may have been moved meanwhile.
            if (left > TimeSpan.Zero)
            {
                Arm(left);
                return;
            }

            _ended = true;
        }

        _onElapsed();
    }

    private void Arm(TimeSpan span)
    {
        TimeSpan due = span == Timeout.InfiniteTimeSpan || span >= Tick ? span : Tick;
        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Left()
    {
        if (_span == Timeout.InfiniteTimeSpan)
        {
            return _span;
        }

        TimeSpan left = _span - _time.GetElapsedTime(_since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
