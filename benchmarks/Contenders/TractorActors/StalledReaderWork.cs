using System.Diagnostics;
using Benchmarks.Harness;
using Tractor;

namespace Benchmarks.TractorActors;

/// <summary>
/// A stream of 10,000,000 items whose reader takes one and then none for a while, then all. <c>ahead</c>: how many
/// items the producer got rid of meanwhile; <c>growth</c>: MB that both processes grew by at most, from before to the
/// last item; <c>speed</c>: calls a second on the same connection during the stall, as a part of those before.
/// </summary>
internal sealed class StalledReaderWork(Portal portal)
{
    private const int Items = 10_000_000;
    private const int WarmUpItems = 1_000_000;
    private const int ItemsASample = 100_000;

    private int[] _pids = [];
    private double _highest;

    public async Task<WorkResult> RunAsync(TimeSpan duration)
    {
        _pids = [Environment.ProcessId, await portal.ProcessIdAsync()];
        await DrainAsync(portal.OfferedAsync(WarmUpItems).GetAsyncEnumerator());
        double before = await CallRateAsync(duration);
        _highest = 0;
        double start = Sample();
        IAsyncEnumerator<int> items = portal.OfferedAsync(Items).GetAsyncEnumerator();
        await items.MoveNextAsync();
        double during = await CallRateAsync(duration);
        Sample();
        long ahead = await portal.ProducedAsync();
        long begin = Stopwatch.GetTimestamp();
        int read = 1 + await DrainAsync(items);
        double rate = read / Stopwatch.GetElapsedTime(begin).TotalSeconds;
        return read == Items
            ? new WorkResult().With("ahead", ahead).With("growth", _highest - start).With("speed", during / before).With("rate", rate)
            : WorkResult.Failed($"{read} items arrived of {Items}");
    }

    private async Task<int> DrainAsync(IAsyncEnumerator<int> items)
    {
        int read = 0;
        try
        {
            while (await items.MoveNextAsync())
            {
                if (++read % ItemsASample == 0)
                {
                    Sample();
                }
            }
        }
        finally
        {
            await items.DisposeAsync();
        }

        return read;
    }

    private async Task<double> CallRateAsync(TimeSpan duration) =>
        (await Pace.OneAtATimeAsync(() => portal.EchoAsync(7), duration)).Values["rate"];

    private double Sample()
    {
        double now = _pids.Sum(pid => ProcFiles.Memory(pid).Rss);
        _highest = Math.Max(_highest, now);
        return now;
    }
}
