using System.Diagnostics;
using Benchmarks.Harness;
using Tractor;

namespace Benchmarks.TractorTree;

/// <summary>Tractor's processes: how fast they come, what they weigh, how they go.</summary>
internal sealed class TreeContender : IContender
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    public IReadOnlyDictionary<string, Func<TimeSpan, Task<WorkResult>>> Works => new Dictionary<string, Func<TimeSpan, Task<WorkResult>>>
    {
        [Harness.Works.Spawn] = SpawnAsync,
        [Harness.Works.Memory] = _ => MemoryAsync(),
        [Harness.Works.Tree8] = _ => FlatAsync(8),
        [Harness.Works.Tree32] = _ => FlatAsync(32),
        [Harness.Works.TreeError] = _ => FailingTree.RunAsync(),
    };

    private static async Task<WorkResult> SpawnAsync(TimeSpan duration)
    {
        List<double> times = [];
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < duration || times.Count < 3)
        {
            // A nursery each, so that no child begins before the one before is gone: like the raw children.
            await ActorNursery.RunAsync(async nursery =>
            {
                long start = Stopwatch.GetTimestamp();
                Portal portal = await nursery.StartActorAsync("child", Members.Endpoints);
                await portal.ProcessIdAsync();
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                await nursery.CancelAsync();
            });
        }

        return new WorkResult().With("first-reply", Median.Of(times));
    }

    private static async Task<WorkResult> MemoryAsync()
    {
        (double Rss, double Pss) memory = default;
        await ActorNursery.RunAsync(async nursery =>
        {
            Portal portal = await nursery.StartActorAsync("idle", Members.Endpoints);
            int pid = await portal.ProcessIdAsync();
            await Task.Delay(Settling);
            memory = ProcFiles.Memory(pid);
            await portal.CancelActorAsync();
        });
        return new WorkResult().With("rss", memory.Rss).With("pss", memory.Pss);
    }

    private static async Task<WorkResult> FlatAsync(int count)
    {
        long start = Stopwatch.GetTimestamp();
        long ready = 0;
        await ActorNursery.RunAsync(async nursery =>
        {
            await Task.WhenAll(Enumerable.Range(0, count).Select(async i =>
            {
                Portal portal = await nursery.StartActorAsync($"child_{i}", Members.Endpoints);
                await portal.ProcessIdAsync();
            }));
            ready = Stopwatch.GetTimestamp();
            await nursery.CancelAsync();
        });
        return new WorkResult()
            .With("ready", Stopwatch.GetElapsedTime(start, ready).TotalMilliseconds)
            .With("ended", Stopwatch.GetElapsedTime(ready).TotalMilliseconds);
    }
}
