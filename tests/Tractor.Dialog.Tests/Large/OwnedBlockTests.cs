using System.Buffers;
using Tractor.Wire;

namespace Tractor.DialogTests;

/// <summary>Payloads that own their memory: who sends one gives it away, who receives one gives it back.</summary>
public abstract class OwnedBlockTests(TreeKind kind) : DialogFixture(kind)
{
    private static readonly int[] Sizes = [0, 1, Blocks.LargeBytes - 1, Blocks.LargeBytes, FrameLimits.PartBytes - 4, FrameLimits.PartBytes, 1 << 20, 5_000_001];

    [Test]
    public Task ResultsFirstValuesAndItemsBothWays() => RunWithLargesAsync(async peer =>
    {
        foreach (int size in Sizes)
        {
            using (IMemoryOwner<byte> made = await peer.MakeOwnedAsync(size))
            {
                Assert.That(made.Memory.Span.SequenceEqual(Bytes.Of(size)), Is.True, $"{size}");
            }

            await using var context = await peer.OpenEchoOwnedAsync(size);
            Assert.That(context.Started.Memory.Span.SequenceEqual(Bytes.Of(size)), Is.True, $"{size}");
            await using (var stream = context.OpenStream())
            {
                IMemoryOwner<byte> item = context.Started;
                for (int i = 0; i < 4; i++)
                {
                    await stream.SendAsync(item);
                    Assert.Throws<ObjectDisposedException>(() => _ = item.Memory, "it was given away");
                    item = await stream.ReceiveAsync();
                }

                Assert.That(item.Memory.Span.SequenceEqual(Bytes.Of(size)), Is.True, $"{size}");
                item.Dispose();
            }

            using IMemoryOwner<byte> result = await context.ResultAsync();
            Assert.That(result.Memory.Span.SequenceEqual(Bytes.Of(size)), Is.True, $"{size}");
        }

        // The library disposes what the endpoints give away, the last right behind the answer.
        await Soon.UntilAsync(async () => await peer.OwnedLeftAsync() == 0);
    });

    [Test]
    public Task BlocksOfAOneWayStreamThatAreHeldDoNotMix() => RunWithLargesAsync(async peer =>
    {
        int[] sizes = [.. Enumerable.Range(0, 40).Select(static i => 60_000 + (1000 * i)), -1];
        List<IMemoryOwner<byte>?> blocks = [];
        await foreach (IMemoryOwner<byte>? block in peer.OwnedBlocksAsync(sizes))
        {
            blocks.Add(block);
            if (blocks.Count % 3 == 0)
            {
                blocks[^2]!.Dispose();
                blocks[^2]!.Dispose();
            }
        }

        Assert.That((blocks.Count, blocks[^1]), Is.EqualTo((41, (IMemoryOwner<byte>?)null)));
        for (int i = 0; i < 40; i++)
        {
            if (i % 3 == 1)
            {
                Assert.Throws<ObjectDisposedException>(() => _ = blocks[i]!.Memory);
            }
            else
            {
                Assert.That(blocks[i]!.Memory.Span.SequenceEqual(Bytes.Of(sizes[i])), Is.True, $"{i}");
                blocks[i]!.Dispose();
            }
        }

        await Soon.UntilAsync(async () => await peer.OwnedLeftAsync() == 0);
    });

    [Test]
    public Task WhatCannotBeSentIsDisposedAndTheStreamGoesOn() => RunWithLargesAsync(async peer =>
    {
        await using var context = await peer.OpenEchoOwnedAsync(1);
        await using var stream = context.OpenStream();
        PooledBytes gone = PooledBytes.Rent(100_000);
        gone.Dispose();
        PayloadException error = Assert.ThrowsAsync<PayloadException>(async () => await stream.SendAsync(gone))!;
        Assert.That(error.InnerException, Is.InstanceOf<ObjectDisposedException>());
        CountedBytes cancelled = CountedBytes.Of(10);
        Assert.That(async () => await stream.SendAsync(cancelled, new CancellationToken(true)), Throws.InstanceOf<OperationCanceledException>());
        Assert.Throws<ObjectDisposedException>(() => _ = cancelled.Memory);
        PooledBytes good = PooledBytes.Rent(100_000);
        good.Memory.Span.Fill(7);
        Assert.That(stream.TrySend(good), Is.True);
        using IMemoryOwner<byte> back = await stream.ReceiveAsync();
        Assert.That((back.Memory.Length, back.Memory.Span.IndexOfAnyExcept((byte)7)), Is.EqualTo((100_000, -1)));
    });

    private Task RunWithLargesAsync(Func<Portal, Task> body) =>
        RunAsync(async nursery => await body(await nursery.StartActorAsync("peer", Larges.Endpoints)));
}
