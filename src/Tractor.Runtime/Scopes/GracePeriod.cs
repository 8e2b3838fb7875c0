namespace Tractor.Scopes;

/// <summary>A shield with an end: cancels a scope some time after the scopes around it were cancelled.</summary>
internal sealed class GracePeriod : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Scope _scope;
    private readonly TimeSpan _grace;
    private readonly GraceEntry? _entry;
    private readonly DeadlineTimer _timer;
    private readonly IDisposable? _subscription;
    private Cancellation? _cause;

    private GracePeriod(Scope scope, TimeSpan grace)
    {
        _scope = scope;
        _grace = grace;
        _timer = new DeadlineTimer(scope.Time, OnElapsed);
        _entry = scope.Graces?.Enter(grace, Limit);
        _subscription = scope.Parent?.OnCancel(OnCancelAround);
    }

    /// <summary>For a scope that is shielded; null without a grace.</summary>
    public static GracePeriod? Open(Scope scope, TimeSpan? grace) => grace is { } time ? new GracePeriod(scope, time) : null;

    public void Dispose()
    {
        _subscription?.Dispose();
        _timer.Dispose();
        _entry?.Dispose();
    }

    private void OnCancelAround(Cancellation cause)
    {
        lock (_gate)
        {
            _cause = cause;
        }

        _entry?.Start();
        Limit();
    }

    // Once it has begun: it is over in time before whoever ends the actor would have it killed.
    private void Limit()
    {
        bool isOver;
        lock (_gate)
        {
            if (_cause is null)
            {
                return;
            }

            TimeSpan left = _scope.Graces?.Left ?? TimeSpan.MaxValue;
            TimeSpan rest = _timer.Remaining;
            bool isFirst = rest == Timeout.InfiniteTimeSpan;
            rest = isFirst ? _grace : rest;
            isOver = left <= TimeSpan.Zero;
            if (!isOver && (isFirst || left < rest))
            {
                _timer.Set(left < rest ? left : rest);
            }
        }

        if (isOver)
        {
            OnElapsed();
        }
    }

    private void OnElapsed() => _scope.CancelFromOutside(_cause!);
}
