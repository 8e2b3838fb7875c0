namespace Tractor.Scopes;

/// <summary>A shield with an end: cancels a scope some time after the scopes around it were cancelled.</summary>
internal sealed class GracePeriod : IDisposable
{
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
        _entry = scope.Graces?.Enter(grace);
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
        _cause = cause;
        _entry?.Start();

        // In time before whoever ends the actor would have it killed.
        TimeSpan left = _scope.Graces?.Left ?? TimeSpan.MaxValue;
        if (left > TimeSpan.Zero)
        {
            _timer.Set(_grace < left ? _grace : left);
        }
        else
        {
            OnElapsed();
        }
    }

    private void OnElapsed() => _scope.CancelFromOutside(_cause!);
}
