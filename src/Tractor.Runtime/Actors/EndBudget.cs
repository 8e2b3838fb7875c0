using Tractor.Scopes;

namespace Tractor.Actors;

/// <summary>
/// The time that is left of what the actor's end may take. Its own children get all of it but a reserve, so that a tree of
/// any depth is bounded by one ladder and not by one a level (CAN-24), and who is deep in it still has time (CAN-07).
/// </summary>
internal sealed class EndBudget(EndClock clock)
{
    // The least that a level keeps is what a process needs to end: 35 ms of a whole ladder of 2.1 s.
    private const int LeastOfWhole = 60;
    private const int MostOfLeft = 4;
    private const int PartOfAmple = 2;

    private readonly Lock _gate = new();
    private TimeSpan? _limit;
    private long _since;

    /// <summary>Takes <paramref name="limit"/>, from now on, if there is none or a longer one; zero or less is none.</summary>
    public void Shorten(TimeSpan limit)
    {
        lock (_gate)
        {
            if (limit > TimeSpan.Zero && (_limit is not { } known || limit < known - clock.ElapsedSince(_since)))
            {
                _limit = limit;
                _since = clock.Now;
            }
        }
    }

    /// <summary>
    /// What a child may be given for its clean-ups: all that it is allowed, or a part of what is left of the time that
    /// whoever ends this actor gives for such.
    /// </summary>
    public static TimeSpan GraceFor(TimeSpan allowed, TimeSpan left)
    {
        TimeSpan part = left == TimeSpan.MaxValue ? left : ForChildren(left, allowed);
        return allowed < part ? allowed : part;
    }

    /// <summary>The part of <paramref name="wanted"/>, from 0 to 1, that the children may use.</summary>
    public double ShareOf(TimeSpan wanted)
    {
        lock (_gate)
        {
            return _limit is { } limit && wanted > TimeSpan.Zero
                ? Math.Clamp(ForChildren(limit - clock.ElapsedSince(_since), wanted) / wanted, 0, 1)
                : 1;
        }
    }

    // A level keeps back what it needs for its own end, after that of the level below it, which may have been stuck to the last.
    // In the upper half of the ladder there is time to spare, and it keeps half of what is above the half, so that the top of a
    // usual tree keeps a quarter of all; further down the least, which leaves 0.6 s of 2.1 s to the twentieth level. A
    // quarter of what is left is the most.
    private static TimeSpan ForChildren(TimeSpan left, TimeSpan whole)
    {
        TimeSpan ample = (left - (whole / 2)) / PartOfAmple;
        TimeSpan least = whole / LeastOfWhole;
        TimeSpan most = left / MostOfLeft;
        TimeSpan kept = ample > least ? ample : least;
        return left - (kept < most ? kept : most);
    }
}
