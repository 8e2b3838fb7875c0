using System.Runtime.CompilerServices;
using Tractor.Actors;
using Tractor.AsyncMethods;
using Tractor.Scopes;
using Tractor.Spawning;

namespace Tractor.Supervision;

/// <summary>
/// Asks one child to end and waits for its answer: as long as its limit says, and longer where it says that clean-ups
/// need it, which is then asked for above as well (E31).
/// </summary>
internal sealed class EndRequest : IDisposable
{
    private readonly Actor _actor;
    private readonly ChildActor _child;
    private readonly TimeSpan _limit;
    private readonly TimeSpan _killLimit;
    private readonly TimeSpan _most;
    private readonly long _since;
    private readonly TaskCompletionSource _late = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DeadlineTimer _timer;
    private GraceEntry? _entry;

    public EndRequest(Actor actor, ChildActor child, TimeSpan limit, TimeSpan killLimit)
    {
        _actor = actor;
        _child = child;
        _limit = limit;
        _killLimit = killLimit;
        _since = actor.Time.GetTimestamp();
        _most = EndBudget.GraceFor(child.Limits.MaxGrace, actor.Graces.Left);
        _timer = new DeadlineTimer(actor.Time, _late.SetResult);
    }

    /// <summary>True when its tasks are over, or when it is on its way out without having answered.</summary>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public async Task<bool> AskAsync(Cancellation cancellation)
    {
        if (_limit <= TimeSpan.Zero)
        {
            return false;
        }

        _timer.Set(_limit);
        Task<bool> answer = _child.Link.CancelPeerAsync(cancellation, _limit + _killLimit, _most, OnGrace);
        return await Task.WhenAny(answer, _child.Process.Exited, _late.Task).Uncaptured() != _late.Task;
    }

    public void Dispose()
    {
        _timer.Dispose();
        Interlocked.Exchange(ref _entry, null)?.Dispose();
    }

    // On the reading thread. When its clean-ups are over the child still has its usual time.
    private void OnGrace(TimeSpan asked)
    {
        TimeSpan left = _most - _actor.Time.GetElapsedTime(_since);
        TimeSpan granted = (asked < left ? asked : left) + _limit;
        if (granted > _timer.Remaining)
        {
            _timer.Set(granted);
            GraceEntry entry = _actor.Graces.Enter(granted + _killLimit);
            entry.Start();
            Interlocked.Exchange(ref _entry, entry)?.Dispose();
        }
    }
}
