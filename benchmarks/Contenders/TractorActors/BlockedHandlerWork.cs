using Benchmarks.Harness;
using Tractor;

namespace Benchmarks.TractorActors;

/// <summary>
/// Calls one after another, while a handler of the same connection blocks its thread for 10 ms again and again: a call, one
/// that takes a token, and a reader of a stream by turns.
/// </summary>
internal sealed class BlockedHandlerWork(Portal portal)
{
    private const int BlockMilliseconds = 10;

    public async Task<WorkResult> RunAsync(TimeSpan duration)
    {
        WorkResult without = await CallsAsync(duration);
        using CancellationTokenSource enough = new();
        Task blocking = BlockAsync(enough.Token);
        WorkResult with = await CallsAsync(duration);
        await enough.CancelAsync();
        await blocking;
        return new WorkResult()
            .With("without", without.Values["p99"])
            .With("with", with.Values["p99"])
            .With("delay", Math.Max(0, with.Values["p99"] - without.Values["p99"]));
    }

    private Task<WorkResult> CallsAsync(TimeSpan duration) =>
        Pace.OneAtATimeAsync(() => portal.EchoAsync(7), duration);

    private async Task BlockAsync(CancellationToken enough)
    {
        await using var context = await portal.OpenBlockOnItemsAsync(CancellationToken.None);
        await using (MsgStream<int, int> stream = context.OpenStream())
        {
            while (!enough.IsCancellationRequested)
            {
                await portal.BlockAsync(BlockMilliseconds, CancellationToken.None);
                await portal.BlockWithTokenAsync(BlockMilliseconds, CancellationToken.None);
                await stream.SendAsync(BlockMilliseconds, CancellationToken.None);
                await stream.ReceiveAsync(CancellationToken.None);
            }
        }

        await context.ResultAsync(CancellationToken.None);
    }
}
