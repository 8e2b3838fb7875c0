using System.Security.Cryptography;

namespace Tractor.StreamTests;

/// <summary>Senders wait, nothing is lost, and nobody else waits with them (STR-10, 11).</summary>
public abstract class BackPressureTests(TreeKind kind) : StreamFixture(kind)
{
    private const int Window = 64;

    // A window is 1 MiB at most. The rest is for code that runs for the first time and for the collector; what is offered are 400 MB.
    private const long MemorySlack = 8 << 20;
    private const int BlockBytes = 4096;

    [Test, Property("Row", "STR-11")]
    public Task AStalledReaderHoldsItsSenderAndNobodyElse() => RunWithPeerAsync(async peer =>
    {
        const int blocks = 50_000;
        string key = NewKey();
        await using var context = await peer.OpenReadBlocksLateAsync(key);
        MsgStream<byte[], byte[]> stream = context.OpenStream();
        byte[] block = new byte[BlockBytes];
        int sent = 0;
        Task producing = Task.Run(async () =>
        {
            for (; sent < blocks; Interlocked.Increment(ref sent))
            {
                await stream.SendAsync(block);
            }
        });
        await Soon.UntilAsync(() => Volatile.Read(ref sent) == Window);
        await OfferAsync(rounds: 50);
        (long here, long there) = (ProcessMemory.Anonymous(), await peer.AnonymousMemoryAsync());
        await OfferAsync(rounds: 1000);
        Assert.That(Volatile.Read(ref sent), Is.EqualTo(Window), "the producer waits for its reader");
        await AssertMemoryAsync("while its reader stalled");

        await peer.WriteSignAsync(key, "");
        await producing.WithinAsync();
        await AssertMemoryAsync("when it had been read");
        await stream.DisposeAsync();
        Assert.That(await context.ResultAsync(), Is.EqualTo(blocks), "all of them");

        // A round is a hundred more items that somebody offers, and an echo over the same connection.
        async Task OfferAsync(int rounds)
        {
            for (int i = 0; i < rounds; i++)
            {
                for (int offer = 0; offer < 100; offer++)
                {
                    Assert.That(stream.TrySend(block), Is.False);
                }

                Assert.That(await peer.EchoAsync(i).WithinAsync(), Is.EqualTo(i), "STR-10: another dialog of the same connection goes on");
            }
        }

        async Task AssertMemoryAsync(string when)
        {
            (long hereNow, long thereNow) = (ProcessMemory.Anonymous(), await peer.AnonymousMemoryAsync());
            Assert.That(hereNow - here, Is.LessThan(MemorySlack), $"of the sender's process {when}");
            Assert.That(thereNow - there, Is.LessThan(MemorySlack), $"of the reader's process {when}");
        }
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
