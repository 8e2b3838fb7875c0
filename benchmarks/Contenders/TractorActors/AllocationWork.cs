using Benchmarks.Harness;
using Tractor;

namespace Benchmarks.TractorActors;

/// <summary>The precise total of allocated bytes of both processes, before and after 1,000,000 items or calls.</summary>
internal sealed class AllocationWork(Portal portal)
{
    private const int Count = 1_000_000;
    private const int Callers = 8;
    private const int WarmUpRounds = 4;
    private const int Rounds = 5;
    private const int ItemsAPause = 10_000;
    private const int CallsAPause = 100;

    public async Task<WorkResult> RunAsync() => new WorkResult()
        .With("int", await PerItemAsync(IntsAsync))
        .With("struct", await PerItemAsync(TriplesAsync))
        .With("call", await PerItemAsync(CallsAsync));

    private async Task<double> PerItemAsync(Func<int, bool, Task> work)
    {
        // Windows, buffers and pools reach their size, which is that of a reader that pauses, and methods their last tier.
        // Where the machine is busy the last of that comes in the fourth round.
        await work(Count, true);
        for (int i = 0; i < WarmUpRounds; i++)
        {
            await work(Count, false);
        }

        List<double> rounds = [];
        for (int i = 0; i < Rounds; i++)
        {
            long before = await TotalAsync();
            await work(Count, false);
            rounds.Add((await TotalAsync() - before) / (double)Count);
        }

        return Median.Of(rounds);
    }

    private async Task<long> TotalAsync() => await portal.AllocatedAsync() + GC.GetTotalAllocatedBytes(precise: true);

    private Task IntsAsync(int count, bool pauses) => ReadAsync(portal.IntsAsync(count), pauses);

    private Task TriplesAsync(int count, bool pauses) => ReadAsync(portal.TriplesAsync(count), pauses);

    private async Task ReadAsync<T>(IAsyncEnumerable<T> items, bool pauses)
    {
        int read = 0;
        await foreach (T _ in items)
        {
            if (++read % ItemsAPause == 0 && pauses)
            {
                await CallAsync(CallsAPause);
            }
        }
    }

    private Task CallsAsync(int count, bool pauses) =>
        Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() => CallAsync(count / Callers))));

    private async Task CallAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await portal.EchoAsync(i);
        }
    }
}
