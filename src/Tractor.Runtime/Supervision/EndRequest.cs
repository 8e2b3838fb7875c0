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
    private readonly EndWait _wait;
    private readonly TimeSpan _limit;
    private readonly TimeSpan _killLimit;
    private readonly TimeSpan _most;
    private readonly long _since;
    private readonly Lock _gate = new();
    private TimeSpan _allowed;
    private GraceEntry? _entry;

    public EndRequest(Actor actor, ChildActor child, EndWait wait, TimeSpan limit, TimeSpan killLimit)
    {
        _actor = actor;
        _child = child;
        _wait = wait;
        _limit = limit;
        _killLimit = killLimit;
        _allowed = limit;
        _since = actor.EndClock.Now;
        _most = EndBudget.GraceFor(child.Limits.MaxGrace, actor.Graces.Left);
    }

    private TimeSpan Allowed
    {
        get
        {
            lock (_gate)
            {
                return _allowed;
            }
        }
    }

    /// <summary>True when its tasks are over, or when it is on its way out without having answered.</summary>
    /// <remarks>Without a limit SIGTERM takes the place of the request; who may get none is asked all the same.</remarks>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public async Task<bool> AskAsync(Cancellation cancellation)
    {
        if (_limit <= TimeSpan.Zero && !_actor.EndClock.IsStopped)
        {
            return false;
        }

        Task<bool> answer = _child.Link.CancelPeerAsync(cancellation, _limit + _killLimit, _most, OnGrace);
        return await _wait.IsOverAsync(Task.WhenAny(answer, _child.Process.Exited), () => Allowed).Uncaptured();
    }

    public void Dispose() => Interlocked.Exchange(ref _entry, null)?.Dispose();

    // On the reading thread. When its clean-ups are over the child still has its usual time.
    private void OnGrace(TimeSpan asked)
    {
        TimeSpan elapsed = _actor.EndClock.ElapsedSince(_since);
        TimeSpan left = _most - elapsed;
        TimeSpan granted = (asked < left ? asked : left) + _limit;
        lock (_gate)
        {
            if (elapsed + granted <= _allowed)
            {
                return;
            }

            _allowed = elapsed + granted;
        }

        GraceEntry entry = _actor.Graces.Enter(granted + _killLimit);
        entry.Start();
        Interlocked.Exchange(ref _entry, entry)?.Dispose();
    }
}
