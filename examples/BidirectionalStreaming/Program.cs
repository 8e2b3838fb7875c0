// Ping-pong over one dialog: both sides send and receive on the same stream, ten rounds. Leaving the stream ends the
// other side's loop; the dialog then still has its result.
using Tractor;

await ActorNursery.RunAsync(async nursery =>
{
    Portal portal = await nursery.StartActorAsync("ponger", PingPong.Endpoints);
    await using var context = await portal.OpenPongAsync("hello");
    Console.WriteLine($"{portal.Actor} says {context.Started}");

    await using (var stream = context.OpenStream())
    {
        for (int round = 1; round <= 10; round++)
        {
            await stream.SendAsync(new Ping(round));
            Pong pong = await stream.ReceiveAsync();
            Console.WriteLine($"ping {round}, pong {pong.Id}: {pong.Text}");
        }
    }

    Console.WriteLine($"{await context.ResultAsync()} rounds");
    await nursery.CancelAsync();
});

internal readonly record struct Ping(int Id);

[MemoryPack.MemoryPackable]
internal sealed partial record Pong(int Id, string Text);

internal static partial class PingPong
{
    [TractorContext]
    private static async Task<int> Pong(Context<string, Ping, Pong> context, string greeting)
    {
        await context.StartedAsync(greeting.ToUpperInvariant());
        int count = 0;
        await using MsgStream<Ping, Pong> stream = context.OpenStream();
        await foreach (Ping ping in stream)
        {
            await stream.SendAsync(new Pong(ping.Id, ping.Id % 2 == 0 ? "even" : "odd"));
            count++;
        }

        return count;
    }
}
