// Many streams over one connection: five dialogs and two one-way streams with the same process, all at once. One of
// them is not read for a while; that holds up its own sender and nobody else.
using Tractor;

await ActorNursery.RunAsync(async nursery =>
{
    Portal portal = await nursery.StartActorAsync("server", Server.Endpoints);
    Console.WriteLine($"one connection to {portal.Actor}");

    await using var stalled = await portal.OpenSquaresAsync();
    await using var stalledStream = stalled.OpenStream();
    int ahead = 0;
    while (stalledStream.TrySend(ahead))
    {
        ahead++;
    }

    long[] sums = await Task.WhenAll(Enumerable.Range(1, 4).Select(n => SumOfSquaresAsync(portal, n * 100)));
    long[] counts = await Task.WhenAll(SumAsync(portal.CountAsync(1000)), SumAsync(portal.CountAsync(2000)));
    Console.WriteLine($"sums of squares: {string.Join(", ", sums)}");
    Console.WriteLine($"sums: {string.Join(", ", counts)}");

    long late = 0;
    for (int i = 0; i < ahead; i++)
    {
        late += await stalledStream.ReceiveAsync();
    }

    Console.WriteLine($"what waited is complete: {late == Enumerable.Range(0, ahead).Sum(i => (long)i * i)}");
    await nursery.CancelAsync();
});

static async Task<long> SumOfSquaresAsync(Portal portal, int count)
{
    await using var context = await portal.OpenSquaresAsync();
    await using var stream = context.OpenStream();
    long sum = 0;
    for (int i = 0; i < count; i++)
    {
        await stream.SendAsync(i);
        sum += await stream.ReceiveAsync();
    }

    return sum;
}

static async Task<long> SumAsync(IAsyncEnumerable<int> numbers)
{
    long sum = 0;
    await foreach (int number in numbers)
    {
        sum += number;
    }

    return sum;
}

internal static partial class Server
{
    [TractorContext]
    private static async Task Squares(Context<int, int, long> context)
    {
        await context.StartedAsync(0);
        await using MsgStream<int, long> stream = context.OpenStream();
        await foreach (int number in stream)
        {
            await stream.SendAsync((long)number * number);
        }
    }

    [TractorContext]
    private static async IAsyncEnumerable<int> Count(int count)
    {
        for (int i = 0; i < count; i++)
        {
            yield return i;
        }

        await Task.CompletedTask;
    }
}
