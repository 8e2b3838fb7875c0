namespace Tractor.StreamTests.Allocations;

/// <summary>Work by the million.</summary>
internal static partial class Costs
{
    private static readonly SemaphoreSlim Gate = new(0);

    [TractorContext]
    public static async IAsyncEnumerable<int> Ints(int count)
    {
        for (int i = 0; i < count; i++)
        {
            yield return i;
        }
    }

    [TractorContext]
    public static async IAsyncEnumerable<Sample> Samples(int count)
    {
        for (int i = 0; i < count; i++)
        {
            yield return new Sample(i, i, i);
        }
    }

    /// <summary>Sends what it receives back.</summary>
    [TractorContext]
    public static async Task<int> Mirror(Context<int, Sample, Sample> context)
    {
        await context.StartedAsync(0);
        int count = 0;
        await using MsgStream<Sample, Sample> stream = context.OpenStream();
        await foreach (Sample item in stream)
        {
            await stream.SendAsync(item);
            count++;
        }

        return count;
    }

    /// <summary>Counts what it receives.</summary>
    [TractorContext]
    public static async Task<int> Sink(Context<int, int, int> context)
    {
        await context.StartedAsync(0);
        int count = 0;
        await using MsgStream<int, int> stream = context.OpenStream();
        await foreach (int _ in stream)
        {
            count++;
        }

        return count;
    }

    /// <summary>Blocks its thread on each item; returns their sum.</summary>
    [TractorContext]
    public static async Task<int> BlockOnItems(Context<int, int, int> context, int count)
    {
        await context.StartedAsync(0);
        int sum = 0;
        await using MsgStream<int, int> stream = context.OpenStream();
        for (int i = 0; i < count; i++)
        {
            sum += stream.ReceiveAsync().AsTask().GetAwaiter().GetResult();
        }

        return sum;
    }

    [TractorContext]
    public static ValueTask<long> EchoLong(long value) => new(value);

    [TractorContext]
    public static Task<long> EchoTask(long value) => Task.FromResult(value);

    /// <summary>Blocks its thread until it is let go on.</summary>
    [TractorContext]
    public static ValueTask<long> EchoOrBlock(long value, bool blocks)
    {
        if (blocks)
        {
            Gate.Wait();
        }

        return new(value);
    }

    [TractorContext]
    public static ValueTask LetGoOn()
    {
        Gate.Release();
        return default;
    }

    /// <summary>The bytes that this process has allocated so far.</summary>
    [TractorContext]
    public static ValueTask<long> Allocated() => new(GC.GetTotalAllocatedBytes(precise: true));
}
