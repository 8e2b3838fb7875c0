// One stream from another process, many readers in this one: each subscription sees every item from then on. A reader
// that falls behind is told how many it lost, and goes on; the others do not notice.
using Tractor;

await ActorNursery.RunAsync(async nursery =>
{
    Portal portal = await nursery.StartActorAsync("ticker", Ticker.Endpoints);
    await using var context = await portal.OpenTickAsync();
    Console.WriteLine($"ticks from {portal.Actor}");
    await using var stream = context.OpenStream(new StreamOptions { Window = 8 });

    await using var slow = stream.Subscribe();
    StreamSubscription<int, int>[] readers = [stream.Subscribe(), stream.Subscribe(), stream.Subscribe()];
    for (int i = 0; i < 20; i++)
    {
        // Any subscription can send as well.
        await readers[i % readers.Length].SendAsync(i);
        int[] seen = await Task.WhenAll(readers.Select(reader => reader.ReceiveAsync().AsTask()));
        if (seen.Distinct().Single() % 5 == 0)
        {
            Console.WriteLine($"all three saw {seen[0]}");
        }
    }

    try
    {
        await slow.ReceiveAsync();
    }
    catch (LaggedException lag)
    {
        Console.WriteLine($"the slow one lost {lag.Skipped} items, {lag.Capacity} are kept; it goes on with {await slow.ReceiveAsync()}");
    }

    await nursery.CancelAsync();
});

internal static partial class Ticker
{
    [TractorContext]
    private static async Task Tick(Context<int, int, int> context)
    {
        await context.StartedAsync(0);
        await using MsgStream<int, int> stream = context.OpenStream();
        await foreach (int tick in stream)
        {
            await stream.SendAsync(tick);
        }
    }
}
