using System.Buffers;
using Tractor;

namespace Benchmarks.TractorActors;

/// <summary>What the child serves; written as a user would write it.</summary>
internal static partial class Service
{
    private static long produced;

    [TractorContext]
    public static ValueTask<long> Echo(long value) => new(value);

    [TractorContext]
    public static async IAsyncEnumerable<int> Ints(int count)
    {
        for (int i = 0; i < count; i++)
        {
            yield return i;
        }
    }

    [TractorContext]
    public static async IAsyncEnumerable<Triple> Triples(int count)
    {
        for (int i = 0; i < count; i++)
        {
            yield return new Triple(i, i, i);
        }
    }

    [TractorContext]
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Blocks(int count, int size)
    {
        byte[] block = new byte[size];
        for (int i = 0; i < count; i++)
        {
            yield return block;
        }
    }

    [TractorContext]
    public static async IAsyncEnumerable<IMemoryOwner<byte>> PassingBlocks(int count, int size)
    {
        for (int i = 0; i < count; i++)
        {
            yield return PooledBytes.Rent(size);
        }
    }

    [TractorContext]
    public static async Task<int> Returns(Context<int> context)
    {
        await context.StartedAsync(1);
        return 2;
    }

    [TractorContext]
    public static async Task PingPong(Context<int, int, int> context)
    {
        await context.StartedAsync(1);
        await using MsgStream<int, int> stream = context.OpenStream();
        await foreach (int item in stream)
        {
            await stream.SendAsync(item);
        }
    }

    [TractorContext]
    public static async IAsyncEnumerable<int> Offered(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Volatile.Write(ref produced, i);
            yield return i;
        }
    }

    [TractorContext]
    public static ValueTask<long> Produced() => new(Volatile.Read(ref produced));

    [TractorContext]
    public static ValueTask<int> ProcessId() => new(Environment.ProcessId);

    [TractorContext]
    public static ValueTask<long> Allocated() => new(GC.GetTotalAllocatedBytes(precise: true));

    [TractorContext]
    public static ValueTask<int> Block(int milliseconds)
    {
        Thread.Sleep(milliseconds);
        return new(milliseconds);
    }

    [TractorContext]
    public static Task<int> BlockWithToken(int milliseconds, CancellationToken cancellationToken)
    {
        Thread.Sleep(milliseconds);
        return Task.FromResult(milliseconds);
    }

    [TractorContext]
    public static async Task<int> BlockOnItems(Context<int, int, int> context)
    {
        await context.StartedAsync(0);
        await using MsgStream<int, int> stream = context.OpenStream();
        await foreach (int milliseconds in stream)
        {
            Thread.Sleep(milliseconds);
            await stream.SendAsync(milliseconds);
        }

        return 0;
    }
}
