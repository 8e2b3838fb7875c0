using System.Security.Cryptography;

namespace Tractor.StreamTests;

/// <summary>Senders wait, nothing is lost, and nobody else waits with them (STR-10, 11).</summary>
public abstract class BackPressureTests(TreeKind kind) : StreamFixture(kind)
{
    private const int Window = 64;
    private const long MemorySlack = 4 << 20;

    [Test, Property("Row", "STR-11")]
    public Task AStalledReaderHoldsItsSenderAndNobodyElse() => RunWithPeerAsync(async peer =>
    {
        const int offers = 200_000;
        string key = NewKey();
        await using var context = await peer.OpenReadLateAsync(key, null, null);
        MsgStream<int, int> stream = context.OpenStream();
        await peer.EchoAsync(0);
        (long here, long there) = (GC.GetTotalMemory(forceFullCollection: true), await peer.UsedMemoryAsync());
        int taken = 0;
        for (int i = 0; i < offers; i++)
        {
            taken += stream.TrySend(taken) ? 1 : 0;
        }

        Assert.That(taken, Is.EqualTo(Window));
        Task waiting = stream.SendAsync(taken++).AsTask();
        for (int i = 0; i < 1000; i++)
        {
            Assert.That(await peer.EchoAsync(i), Is.EqualTo(i), "STR-10: another dialog of the same connection goes on");
        }

        Assert.That(waiting.IsCompleted, Is.False);
        Assert.That(GC.GetTotalMemory(forceFullCollection: true) - here, Is.LessThan(MemorySlack));
        Assert.That(await peer.UsedMemoryAsync() - there, Is.LessThan(MemorySlack));
        await peer.WriteSignAsync(key, "");
        await waiting.WithinAsync();
        await stream.DisposeAsync();
        Assert.That(await context.ResultAsync(), Is.EqualTo(taken * (taken - 1L) / 2), "all of them, in order");
    });

    [Test, Property("Row", "STR-11")]
    public Task AnEndpointStaysWithinItsOpenersWindow() => RunWithPeerAsync(async peer =>
    {
        await using var context = await peer.OpenOfferManyAsync(200_000);
        int taken = await context.ResultAsync();
        Assert.That(taken, Is.EqualTo(Window));
    });

    [Test, Property("Row", "STR-10")]
    public Task ACancelPassesAStalledStream() => RunWithPeerAsync(async peer =>
    {
        await using var context = await peer.OpenReadLateAsync(NewKey(), null, null);
        MsgStream<int, int> stream = context.OpenStream();
        while (stream.TrySend(1))
        {
        }

        Task waiting = stream.SendAsync(1).AsTask();
        await context.CancelAsync();
        Assert.That(context.CancelAcked, Is.True);
        Assert.That(await Soon.ErrorOfAsync(() => waiting.WithinAsync()), Is.Null.Or.InstanceOf<ContextCancelledException>(), "the endpoint's close may let it go first");
        Assert.ThrowsAsync<ContextCancelledException>(async () => await stream.SendAsync(1));
    });

    [Test, Property("Row", "STR-11")]
    public Task ASlowReaderGetsEverythingInOrder() => RunWithPeerAsync(async peer =>
    {
        const int count = 3000;
        await using var context = await peer.OpenCountToAsync(count, "return", NewKey());
        MsgStream<int, int> stream = context.OpenStream(new StreamOptions { Window = 3 });
        int next = 0;
        await foreach (int item in stream)
        {
            Assert.That(item, Is.EqualTo(next++));
            if (item % 100 == 0)
            {
                await peer.EchoAsync(item);
            }
        }

        Assert.That(next, Is.EqualTo(count));
        await context.ResultAsync();
    });

    [Test, Property("Row", "STR-11")]
    public Task TheBytesOfAStreamAreBoundedToo([Values(1024, 200_000, 50_000_000)] int windowBytes) => RunWithPeerAsync(
        async peer =>
        {
            await using var context = await peer.OpenBlocksAsync();
            MsgStream<byte[], byte[]> stream = context.OpenStream();
            byte[] block = RandomNumberGenerator.GetBytes(400_000);
            Task sending = Task.Run(async () =>
            {
                for (int i = 0; i < 40; i++)
                {
                    await stream.SendAsync(block);
                }
            });
            for (int i = 0; i < 40; i++)
            {
                Assert.That((await stream.ReceiveAsync()).AsSpan().SequenceEqual(block), Is.True);
            }

            await sending.WithinAsync();
            await stream.DisposeAsync();
            Assert.That(await context.ResultAsync(), Is.EqualTo(40L * block.Length));
        },
        Patient with { StreamWindowBytes = windowBytes });

    [Test]
    public Task OneItemMayBeAsLargeAsAMessage() => RunWithPeerAsync(
        async peer =>
        {
            await using var context = await peer.OpenBlocksAsync();
            await using MsgStream<byte[], byte[]> stream = context.OpenStream();
            byte[] block = RandomNumberGenerator.GetBytes((8 << 20) - 64);
            await stream.SendAsync(block);
            Assert.That((await stream.ReceiveAsync()).AsSpan().SequenceEqual(block), Is.True);
            PayloadException error = Assert.ThrowsAsync<PayloadException>(async () => await stream.SendAsync(new byte[8 << 20]))!;
            Assert.That(error.Message, Does.Contain(nameof(ActorLimits.MaxMessageBytes)));
            await stream.SendAsync([1, 2, 3]);
            Assert.That(await stream.ReceiveAsync(), Is.EqualTo(new byte[] { 1, 2, 3 }), "the stream goes on");
        },
        Patient with { MaxMessageBytes = 8 << 20 });

    [Test]
    public Task ItemsPassAChainOfFourActorsCompleteAndInOrder() => RunAsync(async nursery =>
    {
        const int count = 1_000_000;
        Portal first = await StartAsync(nursery, "relay_3");
        await using var context = await first.OpenRelayAsync(3, count);
        int next = 0;
        await foreach (int item in context.OpenStream())
        {
            if (item != next++)
            {
                Assert.Fail($"{item} came instead of {next - 1}");
            }
        }

        Assert.That((next, await context.ResultAsync()), Is.EqualTo((count, count)));
    });
}
