using System.Diagnostics;
using Benchmarks.Harness;
using Tractor;

namespace Benchmarks.TractorActors;

/// <summary>
/// A stream of 10,000,000 items whose reader takes one and then none for a while, then all. <c>ahead</c>: how many
/// items the producer got rid of meanwhile; <c>growth</c>: MB that both processes grew by at most, from when the window was
/// full to the last item; <c>speed</c>: calls a second on the same connection during the stall, as a part of those before.
/// </summary>
/// <remarks>
/// The same with fewer items goes before, so that no code is compiled meanwhile. Nor does what measures allocate: it is in
/// one of the two processes.
/// </remarks>
internal sealed class StalledReaderWork(Portal portal)
{
    private const int Items = 10_000_000;
    private const int RehearsalItems = 1_000_000;
    private const int ItemsASample = 100_000;

    public async Task<WorkResult> RunAsync(TimeSpan duration)
    {
        using ResidentMemory reader = new(Environment.ProcessId);
        using ResidentMemory producer = new(await portal.ProcessIdAsync());
        await StallAsync(RehearsalItems, duration, reader, producer);
        double before = await CallRateAsync(duration);
        (double ahead, double growth, double during, double rate) = await StallAsync(Items, duration, reader, producer);
        return new WorkResult().With("ahead", ahead).With("growth", growth).With("speed", during / before).With("rate", rate);
    }

    private async Task<(double Ahead, double Growth, double CallRate, double Rate)> StallAsync(
        int count, TimeSpan duration, ResidentMemory reader, ResidentMemory producer)
    {
        await using IAsyncEnumerator<int> items = portal.OfferedAsync(count).GetAsyncEnumerator();
        await items.MoveNextAsync();
        await UntilHeldUpAsync();
        double start = reader.Megabytes() + producer.Megabytes();
        double highest = start;
        double calls = await CallRateAsync(duration);
        long ahead = await portal.ProducedAsync();
        long begin = Stopwatch.GetTimestamp();
        int read = 1;
        for (; await items.MoveNextAsync(); read++)
        {
            if (read % ItemsASample == 0)
            {
                highest = Math.Max(highest, reader.Megabytes() + producer.Megabytes());
            }
        }

        double rate = read / Stopwatch.GetElapsedTime(begin).TotalSeconds;
        return read == count ? (ahead, highest - start, calls, rate) : throw new InvalidOperationException($"{read} items arrived of {count}");
    }

    // The producer has filled the window.
    private async Task UntilHeldUpAsync()
    {
        long last = -1;
        while (await portal.ProducedAsync() is var produced && produced != last)
        {
            last = produced;
            await Task.Delay(10);
        }
    }

    private async Task<double> CallRateAsync(TimeSpan duration) => await Pace.InFlightAsync(1, _ => portal.EchoAsync(7), duration);
}
