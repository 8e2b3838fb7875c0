using Tractor.Scopes;

namespace Tractor.Actors;

/// <summary>
/// The time that is left of what the actor's end may take. Its own children get a part of it, so that a tree of any
/// depth is bounded by one ladder and not by one a level (CAN-24).
/// </summary>
internal sealed class EndBudget(EndClock clock)
{
    // What a level keeps for its own end, after that of the level below it.
    private const double PartOfChildren = 0.75;

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
        TimeSpan part = left == TimeSpan.MaxValue ? left : left * PartOfChildren;
        return allowed < part ? allowed : part;
    }

    /// <summary>The part of <paramref name="wanted"/>, from 0 to 1, that the children may use.</summary>
    public double ShareOf(TimeSpan wanted)
    {
        lock (_gate)
        {
            return _limit is { } limit && wanted > TimeSpan.Zero
                ? Math.Clamp((limit - clock.ElapsedSince(_since)) * PartOfChildren / wanted, 0, 1)
                : 1;
        }
    }
}
