namespace Tractor.StreamTests.Allocations;

/// <summary>Counts what a work with a peer costs, in an actor that does nothing else.</summary>
internal static partial class Measurement
{
    private const int Runs = 6;

    /// <summary>The bytes that one item or call allocates here and in the peer; no more runs than show it to be below <paramref name="bound"/>.</summary>
    [TractorContext]
    public static async Task<double> CostOfOne(string work, int count, double bound)
    {
        Func<Portal, int, Task> run = typeof(Works).GetMethod(work)!.CreateDelegate<Func<Portal, int, Task>>();
        double cost = double.MaxValue;
        await ActorNursery.RunAsync(async nursery =>
        {
            Portal peer = await nursery.StartActorAsync("peer", Costs.Endpoints);
            cost = await CostOfOneAsync(peer, run, count, bound);
            await nursery.CancelAsync();
        });
        return cost;
    }

    private static async Task<double> CostOfOneAsync(Portal peer, Func<Portal, int, Task> work, int count, double bound)
    {
        // On the pool: the context of an endpoint would cost something at each wait. Each measurement is bounded by itself:
        // together they are a dozen, of millions of items.
        await Task.Run(() => work(peer, count)).WithinAsync();
        int few = count / 10;
        double opening = await LeastAsync(0, () => AllocatedByAsync(peer, work, few));
        double least = await LeastAsync(opening + ((count - few) * bound), () => AllocatedByAsync(peer, work, count));
        return (least - opening) / (count - few);
    }

    private static async Task<double> LeastAsync(double enough, Func<Task<long>> measure)
    {
        double least = double.MaxValue;
        for (int run = 0; run < Runs && least > enough; run++)
        {
            least = Math.Min(least, await measure());
        }

        return least;
    }

    private static async Task<long> AllocatedByAsync(Portal peer, Func<Portal, int, Task> work, int count)
    {
        long before = await TotalAsync(peer);
        await Task.Run(() => work(peer, count)).WithinAsync();
        return await TotalAsync(peer) - before;
    }

    private static async Task<long> TotalAsync(Portal peer) => await peer.AllocatedAsync() + GC.GetTotalAllocatedBytes(precise: true);
}
