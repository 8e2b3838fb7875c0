using System.Diagnostics;
using Benchmarks.Harness;
using Tractor;

namespace Benchmarks.TractorActors;

/// <summary>What several children at once cost and do.</summary>
internal sealed class ManyActorsWork(ActorNursery nursery)
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(10);

    public Task<WorkResult> EightAsync(TimeSpan duration) => WithAsync(8, async portals =>
    {
        await Pace.InFlightAsync(64, caller => portals[caller % 8].EchoAsync(7), duration);
        return new WorkResult()
            .With("one", await Pace.InFlightAsync(8, caller => portals[caller].EchoAsync(7), duration))
            .With("eight", await Pace.InFlightAsync(64, caller => portals[caller % 8].EchoAsync(7), duration));
    });

    /// <summary>Eight children, and the one that is there already.</summary>
    public Task<WorkResult> IdleAsync(Portal ninth) => WithAsync(8, async portals =>
    {
        int[] pids = await Task.WhenAll(portals.Append(ninth).Select(portal => portal.ProcessIdAsync().AsTask()));
        await Task.Delay(Settling);
        double own = ProcFiles.ProcessorTime(Environment.ProcessId);
        double before = pids.Sum(ProcFiles.ProcessorTime);
        await Task.Delay(Watched);
        double after = pids.Sum(ProcFiles.ProcessorTime);
        return new WorkResult().With("cpu", after - before).With("root", ProcFiles.ProcessorTime(Environment.ProcessId) - own);
    });

    private async Task<WorkResult> WithAsync(int count, Func<Portal[], Task<WorkResult>> body)
    {
        string run = Stopwatch.GetTimestamp().ToString("x", System.Globalization.CultureInfo.InvariantCulture);
        Portal[] portals = await Task.WhenAll(Enumerable.Range(0, count).Select(i => nursery.StartActorAsync($"more_{run}_{i}", Service.Endpoints)));
        try
        {
            return await body(portals);
        }
        finally
        {
            await Task.WhenAll(portals.Select(portal => portal.CancelActorAsync()));
        }
    }
}
