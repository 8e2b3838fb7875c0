using System.Runtime.CompilerServices;
using Tractor.Actors;
using Tractor.AsyncMethods;
using Tractor.Logging;
using Tractor.Scopes;
using Tractor.Spawning;

namespace Tractor.Supervision;

/// <summary>
/// The waits of one child's ladder. While somebody holds this actor for debugging none of them is over; it begins anew when
/// nobody does any more (CAN-11).
/// </summary>
internal sealed class EndWait(Actor actor, ChildActor child)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly EndClock _clock = actor.EndClock;

    /// <summary>False when <paramref name="end"/> has not come within what is allowed, which may grow meanwhile.</summary>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public async Task<bool> IsOverAsync(Task end, Func<TimeSpan> allowed)
    {
        long since = _clock.Now;
        bool isTold = false;
        while (true)
        {
            TimeSpan left = allowed() - _clock.ElapsedSince(since);
            if (await IsOverWithinAsync(end, left).Uncaptured())
            {
                return true;
            }

            if (_clock.IsStopped)
            {
                isTold = isTold || TellHeldBack(allowed());
                await Task.WhenAny(end, _clock.Running).Uncaptured();
            }
            else if (allowed() <= _clock.ElapsedSince(since))
            {
                return false;
            }
        }
    }

    // The timer's clock is coarser than the timestamps.
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    private async Task<bool> IsOverWithinAsync(Task end, TimeSpan limit)
    {
        try
        {
            TimeSpan span = limit <= TimeSpan.Zero ? TimeSpan.Zero : limit > Shortest ? limit : Shortest;
            await end.WaitAsync(span, _clock.Time).Uncaptured();
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private bool TellHeldBack(TimeSpan limit)
    {
        SupervisionLog.HeldBack(actor.Logger, child.Id, limit, actor.Debugging.Holders);
        return true;
    }
}
