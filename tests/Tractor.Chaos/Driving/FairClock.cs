using Tractor.Chaos.Seeing;
using Tractor.Shared;

namespace Tractor.Chaos.Driving;

/// <summary>
/// Time as the tree under test gets it: what its threads had to wait for a processor, on a busy machine, is not counted,
/// so that a bound means the same there.
/// </summary>
/// <param name="start">The moment from which on it counts.</param>
/// <param name="bystander">The process that, with all below it, is not of the tree.</param>
internal sealed class FairClock(long start, int bystander)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(150);

    // Whatever the load: a run that is started to end has to.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly ProcessorWaits _waits = new();
    private TimeSpan _waited;

    /// <summary>How much of it has passed.</summary>
    public TimeSpan Passed => Elapsed - _waited;

    /// <summary>The time by the wall.</summary>
    public TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(start);

    /// <summary>Waits until something is so; false when it is not within the bound.</summary>
    public async Task<bool> WaitAsync(Func<bool> isSo, TimeSpan bound)
    {
        long looked = 0;
        while (!isSo())
        {
            if (looked == 0 || TimeProvider.System.GetElapsedTime(looked) > Look)
            {
                // Never more than all the time that there was.
                TimeSpan most = _waits.Longest(ProcessTable.Descendants(bystander).Select(row => row.Pid).Append(Environment.ProcessId));
                _waited = TimeSpan.FromTicks(Math.Min((_waited + most).Ticks, Elapsed.Ticks));
                looked = TimeProvider.System.GetTimestamp();
            }

            if (Passed >= bound || Elapsed > Limit)
            {
                return isSo();
            }

            await Task.Delay(Glance);
        }

        return true;
    }
}
