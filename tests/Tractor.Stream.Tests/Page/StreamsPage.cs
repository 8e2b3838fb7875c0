using System.Buffers;
using System.Runtime.CompilerServices;

namespace Tractor.StreamTests.Page;

/// <summary>The code of docs/streams.md, so that it compiles; each block there is found here word for word.</summary>
internal static partial class StreamsPage
{
    [TractorContext]
    private static async Task<int> Summing(Context<string, int, long> context)
    {
        await context.StartedAsync("ready");
        int count = 0;
        long sum = 0;
        await using MsgStream<int, long> stream = context.OpenStream();
        await foreach (int number in stream)
        {
            count++;
            await stream.SendAsync(sum += number);
        }

        return count;
    }

    [TractorContext]
    private static async IAsyncEnumerable<int> CountUp([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int i = 0; ; i++)
        {
            yield return i;
            await Task.Delay(1, cancellationToken);
        }
    }

    [TractorContext]
    private static async IAsyncEnumerable<IMemoryOwner<byte>> Chunks(int count, int size)
    {
        for (int i = 0; i < count; i++)
        {
            PooledBytes chunk = PooledBytes.Rent(size);
            chunk.Memory.Span.Fill((byte)i);
            yield return chunk;
        }
    }

    private static async Task<long> Passing(Portal portal)
    {
        long total = 0;
        await foreach (IMemoryOwner<byte> chunk in portal.ChunksAsync(count: 10, size: 1 << 20))
        {
            using (chunk)
            {
                total += chunk.Memory.Length;
            }
        }

        return total;
    }

    private static async Task<(long Sum, int Count)> BothWays(Portal portal)
    {
        await using var context = await portal.OpenSummingAsync();
        long sum = 0;
        await using (var stream = context.OpenStream())
        {
            for (int i = 1; i <= 3; i++)
            {
                await stream.SendAsync(i);
                sum = await stream.ReceiveAsync();
            }
        }

        return (sum, await context.ResultAsync());
    }

    private static async Task OneWay(Portal portal)
    {
        await foreach (int number in portal.CountUpAsync())
        {
            if (number == 10)
            {
                break;
            }
        }
    }

    private static async Task Latest(Portal portal)
    {
        await using var context = await portal.OpenSummingAsync();
        await using var stream = context.OpenStream(new StreamOptions { Window = 1, Overflow = StreamOverflow.DropOldest });
    }

    private static async Task Asking(Portal portal)
    {
        await using var context = await portal.OpenSummingAsync();
        await using var stream = context.OpenStream();
        Task sending = Task.Run(async () =>
        {
            for (int i = 0; i < 1_000; i++)
            {
                await stream.SendAsync(i);
            }
        });
        for (int i = 0; i < 1_000; i++)
        {
            await stream.ReceiveAsync();
        }

        await sending;
    }

    private static async Task FanOut(Portal portal)
    {
        await using Broadcast<int> broadcast = portal.CountUpAsync().Broadcast(window: 16);
        await using Subscription<int> one = broadcast.Subscribe();
        await using Subscription<int> other = broadcast.Subscribe(LagHandling.Skip);
        int[] same = [await one.ReceiveAsync(), await other.ReceiveAsync()];
        Assert.That(same, Is.EqualTo(new[] { 0, 0 }));
    }

    /// <summary>Runs what the page shows.</summary>
    internal static async Task RunAsync(Portal portal)
    {
        Assert.That(await BothWays(portal), Is.EqualTo((6L, 3)));
        await OneWay(portal);
        Assert.That(await Passing(portal), Is.EqualTo(10L << 20));
        await Latest(portal);
        await Asking(portal);
        await FanOut(portal);
    }
}
