using Benchmarks.Harness;
using Tractor;

namespace Benchmarks.TractorActors;

/// <summary>The precise total of allocated bytes of both processes, before and after 1,000,000 items or calls.</summary>
internal sealed class AllocationWork(Portal portal)
{
    private const int Count = 1_000_000;
    private const int Callers = 8;
    private const int Rounds = 5;

    public async Task<WorkResult> RunAsync() => new WorkResult()
        .With("int", await PerItemAsync(IntsAsync))
        .With("struct", await PerItemAsync(TriplesAsync))
        .With("call", await PerItemAsync(CallsAsync));

    private async Task<double> PerItemAsync(Func<int, Task> work)
    {
        // Buffers, windows and pools reach their size, and methods their last tier.
        await work(Count);
        await work(Count);
        List<double> rounds = [];
        for (int i = 0; i < Rounds; i++)
        {
            long before = await TotalAsync();
            await work(Count);
            rounds.Add((await TotalAsync() - before) / (double)Count);
        }

        // A window that grows once more in one of them makes one larger array.
        return Median.Of(rounds);
    }

    private async Task<long> TotalAsync() => await portal.AllocatedAsync() + GC.GetTotalAllocatedBytes(precise: true);

    private async Task IntsAsync(int count)
    {
        await foreach (int _ in portal.IntsAsync(count))
        {
        }
    }

    private async Task TriplesAsync(int count)
    {
        await foreach (Triple _ in portal.TriplesAsync(count))
        {
        }
    }

    private Task CallsAsync(int count) =>
        Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() => CallAsync(count / Callers))));

    private async Task CallAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await portal.EchoAsync(i);
        }
    }
}
