namespace Tractor.StreamTests.Flow;

/// <summary>Endpoints that block their thread, and tell whether it is one of the pool's.</summary>
internal static partial class Blockers
{
    [TractorContext]
    public static Task<bool> BlockAsync(int milliseconds, CancellationToken cancellationToken) => Task.FromResult(Block(milliseconds));

    [TractorContext]
    public static async Task<int> BlockOnEachAsync(Context<int, int, bool> context)
    {
        await context.StartedAsync(0);
        await using MsgStream<int, bool> stream = context.OpenStream();
        await foreach (int milliseconds in stream)
        {
            await stream.SendAsync(Block(milliseconds));
        }

        return 0;
    }

    private static bool Block(int milliseconds)
    {
        Thread.Sleep(milliseconds);
        return Thread.CurrentThread.IsThreadPoolThread;
    }
}
