using System.Runtime.CompilerServices;
using Tractor.AsyncMethods;
using Tractor.Scopes;

namespace Tractor;

/// <summary>
/// Runs a delegate that can be cancelled by itself, by a deadline or by hand, without that being an error outside. All
/// instance members may be called from any thread.
/// </summary>
/// <remarks>
/// A scope catches its own cancellation only. One that came from outside passes through, also when the scope's own came
/// first, unless a shield hides it; an error passes as it is. A body that runs to its end is never turned into a
/// cancellation, whatever was asked for meanwhile: what comes next will notice.
/// </remarks>
#pragma warning disable CA1001 // RunAsync, which alone makes one, disposes the timer.
public sealed class CancelScope
#pragma warning restore CA1001
{
    private readonly Scope _scope;
    private readonly DeadlineTimer _deadline;
    private volatile bool _called;
    private volatile bool _caught;

    private CancelScope(Scope scope)
    {
        _scope = scope;
        _deadline = new DeadlineTimer(scope.Time, OnDeadline);
    }

    /// <summary>
    /// Fires when the scope is cancelled: by <see cref="Cancel"/>, by the deadline, by the token that was given to it or,
    /// without a shield, by a scope around it. What is registered on it runs on the thread pool and is waited for.
    /// </summary>
    public CancellationToken CancellationToken => _scope.Token;

    /// <summary>Whether <see cref="Cancel"/> was called or the deadline passed; a cancel from outside does not count.</summary>
    public bool CancelCalled => _called;

    /// <summary>Whether the body was ended by this scope's own cancel; known when the scope has ended.</summary>
    public bool CancelledCaught => _caught;

    /// <summary>
    /// What is left until the scope cancels itself: <see cref="Timeout.InfiniteTimeSpan"/> if there is no deadline, zero
    /// when it has passed. Setting it counts from now, above zero to 49 days or infinite; it has no effect once the
    /// deadline has passed or the scope has ended.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value set is out of its range.</exception>
    public TimeSpan Deadline
    {
        get => _deadline.Remaining;
        set => _deadline.Set(value);
    }

    /// <summary>Runs <paramref name="body"/> until it ends or the scope's own cancel ends it.</summary>
    /// <param name="body">Gets the scope. It runs also when the scope is cancelled from the beginning, with a token that has fired.</param>
    /// <param name="deadline">When the scope cancels itself: above zero, at most 49 days; null or infinite for never.</param>
    /// <param name="shield">
    /// Whether cancellations of the scopes around it do not reach it. When the body has ended nothing is thrown for them:
    /// the next await that observes them does. A token given here is not hidden.
    /// </param>
    /// <param name="grace">
    /// A shield with an end: how long after a cancel of the scopes around it, or from the beginning if that was before, the
    /// scope itself is cancelled. Above zero, at most 49 days; null for none, infinite for a shield without an end. Whoever
    /// ends the actor gives a clean-up the time that it asks for so, up to <see cref="ActorLimits.MaxGrace"/>, before it
    /// resorts to signals (E31).
    /// </param>
    /// <param name="cancellationToken">Cancels the scope from outside.</param>
    /// <returns>True if this scope's own cancel ended the body; false if the body ran to its end.</returns>
    /// <exception cref="ArgumentNullException">There is no body.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The deadline or the grace is out of its range.</exception>
    /// <exception cref="OperationCanceledException">
    /// A cancel from outside ended the body; or the body threw it while nothing had been asked to cancel.
    /// </exception>
    public static Task<bool> RunAsync(
        Func<CancelScope, Task> body,
        TimeSpan? deadline = null,
        bool shield = false,
        TimeSpan? grace = null,
        CancellationToken cancellationToken = default) =>
        RunAsync(body, null, deadline, shield, grace, cancellationToken);

    /// <summary>Cancels the body. Returns at once; a second call does nothing.</summary>
    public void Cancel()
    {
        _called = true;
        _scope.Cancel(CancelReason.Explicit);
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    internal static async Task<bool> RunAsync(
        Func<CancelScope, Task> body,
        TimeProvider? time,
        TimeSpan? deadline,
        bool shield,
        TimeSpan? grace,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        DeadlineTimer.Check(deadline ?? Timeout.InfiniteTimeSpan);
        DeadlineTimer.Check(grace ?? Timeout.InfiniteTimeSpan, nameof(grace));
        Scope inner = ScopeRunner.Open(time, shield || grace is not null);
        inner.LinkTo(cancellationToken);
        var scope = new CancelScope(inner);
        using DeadlineTimer timer = scope._deadline;
        timer.Set(deadline ?? Timeout.InfiniteTimeSpan);
        using GracePeriod? period = GracePeriod.Open(inner, grace == Timeout.InfiniteTimeSpan ? null : grace);
        bool completed = await ScopeRunner.RunAsync(inner, () => body(scope), inner.Record).Uncaptured();
        return scope.Conclude(completed);
    }

    private bool Conclude(bool completed)
    {
        if (completed && _scope.Failure() is null)
        {
            return false;
        }

        _scope.ThrowIfFailed();
        _caught = true;
        return true;
    }

    private void OnDeadline()
    {
        _called = true;
        _scope.Cancel(CancelReason.Deadline, "the scope's deadline passed");
    }
}
