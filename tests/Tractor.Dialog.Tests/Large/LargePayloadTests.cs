using System.Buffers;
using System.Runtime.InteropServices;
using Tractor.CompilerServices;
using Tractor.Wire;

namespace Tractor.DialogTests;

/// <summary>Payloads far larger than a frame: whole, beside others, and within the limits of both sides.</summary>
public abstract class LargePayloadTests(TreeKind kind) : DialogFixture(kind)
{
    private const int Huge = 20_000_000;

    private static readonly int[] Sizes = [0, 1, Blocks.LargeBytes - 1, Blocks.LargeBytes, FrameLimits.PartBytes - 5, FrameLimits.PartBytes - 4, FrameLimits.PartBytes - 3, FrameLimits.PartBytes, 1 << 20, 5_000_001];

    [Test]
    public Task ArgumentsAndResults() => RunWithLargesAsync(async peer =>
    {
        foreach (int size in Sizes)
        {
            byte[] bytes = Bytes.Of(size);
            Assert.That((await peer.MakeBytesAsync(size)).AsSpan().SequenceEqual(bytes), Is.True, $"{size}");
            Assert.That(await peer.HashBytesAsync(bytes), Is.EqualTo(Bytes.Hash(bytes)), $"{size}");
            Assert.That(await peer.MakeTextAsync(size) == Bytes.TextOf(size), Is.True, $"{size}");
        }

        string text = Bytes.TextOf(Huge / 4);
        int[] numbers = [.. Enumerable.Range(0, Huge / 8)];
        (string hash, string rest) = await peer.HashOfAsync(text, numbers, Bytes.Of(Huge));
        Assert.That((hash, rest), Is.EqualTo((Bytes.Hash(Bytes.Of(Huge)), $"{text.Length} {numbers.Sum(static number => (long)number)}")));
    });

    [Test]
    public Task FirstValuesItemsAndResultsOfADialog() => RunWithLargesAsync(async peer =>
    {
        foreach (int size in Sizes)
        {
            await using var context = await peer.OpenEchoAllAsync(size);
            Assert.That(context.Started.Span.SequenceEqual(Bytes.Of(size)), Is.True, $"{size}");
            await using (var stream = context.OpenStream())
            {
                byte[] mine = Bytes.Of(size + 1);
                for (int i = 0; i < 3; i++)
                {
                    await stream.SendAsync(mine);
                    Assert.That((await stream.ReceiveAsync()).AsSpan().SequenceEqual(mine), Is.True, $"{size}");
                    Array.Reverse(mine);
                }
            }

            Assert.That((await context.ResultAsync()).Length, Is.EqualTo(size + 1));
        }
    });

    [Test]
    public Task TheMemoryIsTheCallersAgainWhenASendHasEnded() => RunWithLargesAsync(async peer =>
    {
        await using var context = await peer.OpenEchoAllAsync(1);
        await using var stream = context.OpenStream();
        byte[] buffer = new byte[300_000];
        Task receiving = Task.Run(async () =>
        {
            for (int i = 0; i < 100; i++)
            {
                ArraySegment<byte> item = await stream.ReceiveAsync();
                Assert.That(item.AsSpan().IndexOfAnyExcept((byte)i), Is.EqualTo(-1), $"item {i}");
            }
        });
        for (int i = 0; i < 100; i++)
        {
            buffer.AsSpan().Fill((byte)i);
            await stream.SendAsync(buffer);
        }

        await receiving.WithinAsync();
    });

    [Test]
    public Task ReceivedBlocksAreTheReceiversOwn() => RunWithLargesAsync(async peer =>
    {
        List<byte[]> arrays = [];
        await foreach (ReadOnlyMemory<byte> block in peer.BlocksAsync([.. Enumerable.Repeat(70_000, 20)]))
        {
            Assert.That(MemoryMarshal.TryGetArray(block, out ArraySegment<byte> segment), Is.True);
            Assert.That((segment.Array!.Length, arrays.Contains(segment.Array)), Is.EqualTo((70_000, false)));
            arrays.Add(segment.Array);
        }

        Assert.That(arrays, Has.Count.EqualTo(20).And.All.Matches<byte[]>(static array => array.AsSpan().SequenceEqual(Bytes.Of(70_000))));
    });

    [Test]
    public Task ErrorsThatAreLargerThanAPart() => RunWithLargesAsync(async peer =>
    {
        RemoteActorException error = Assert.ThrowsAsync<RemoteActorException>(() => peer.FailWithMuchAsync(40))!;
        Assert.That(error.Is<AggregateException>(), Is.True);
        Assert.That(await peer.AddAsync(1, 2), Is.EqualTo(3));
    });

    [Test]
    public Task ManyHugePayloadsAtOnce() => RunWithLargesAsync(async peer =>
    {
        byte[][] results = await Task.WhenAll(Enumerable.Range(1, 30).Select(i => peer.MakeBytesAsync(1_000_000 + i))).WithinAsync();
        for (int i = 1; i <= 30; i++)
        {
            Assert.That(results[i - 1].AsSpan().SequenceEqual(Bytes.Of(1_000_000 + i)), Is.True);
        }

        string[] hashes = await Task.WhenAll(Enumerable.Range(1, 30).Select(i => peer.HashBytesAsync(results[i - 1]))).WithinAsync();
        Assert.That(hashes, Is.EqualTo(results.Select(static bytes => Bytes.Hash(bytes))));
    });

    [Test]
    public Task ASmallCallEndsWhileAHugeResultIsUnderWay() => RunWithLargesAsync(async peer =>
    {
        // More often than not: the machine may be busy with others.
        int faster = 0;
        for (int i = 0; i < 20; i++)
        {
            Task<byte[]> huge = peer.MakeBytesAsync(60_000_000);
            while (!huge.IsCompleted)
            {
                Assert.That(await peer.AddAsync(i, 1), Is.EqualTo(i + 1));
                faster += huge.IsCompleted ? 0 : 1;
            }

            Assert.That((await huge).Length, Is.EqualTo(60_000_000));
            if (faster >= 20)
            {
                return;
            }
        }

        Assert.Fail($"only {faster} small calls came back while a huge result was under way");
    });

    [Test]
    public Task AChildWithASmallerLimitFailsThatDialogAlone() => RunWithSmallChildAsync(async peer =>
    {
        PayloadException arguments = Assert.ThrowsAsync<PayloadException>(() => peer.HashBytesAsync(new byte[2_000_000]))!;
        Assert.That((arguments.Part, arguments.Actor, arguments.IsReading), Is.EqualTo((PayloadPart.Arguments, peer.Actor, true)));
        Assert.That(arguments.Message, Does.Contain("bytes, and the limit 1000000 (ActorLimits.MaxMessageBytes)"));
        await using var context = await peer.OpenMeasureAsync(3);
        await using (var stream = context.OpenStream())
        {
            await stream.SendAsync(new byte[10]);
            await stream.SendAsync(new byte[2_000_000]);
            await stream.SendAsync(new byte[999_000]);
            Assert.That(await stream.ReceiveAsync(), Is.EqualTo("10"));
            Assert.That(await stream.ReceiveAsync(), Does.Contain("its size is 2000004 bytes, and the limit 1000000 (ActorLimits.MaxMessageBytes)"));
            Assert.That(await stream.ReceiveAsync(), Is.EqualTo("999000"), "the stream goes on");
        }

        Assert.That(await context.ResultAsync(), Is.EqualTo(3));
        PayloadException result = Assert.ThrowsAsync<PayloadException>(() => peer.MakeBytesAsync(2_000_000))!;
        Assert.That((result.Part, result.Actor, result.IsReading), Is.EqualTo((PayloadPart.Result, peer.Actor, false)));
    });

    [Test]
    public Task AParentWithASmallerLimitFailsThatDialogAlone() => RunAsync(
        async nursery =>
        {
            Portal peer = await nursery.StartActorAsync("peer", Larges.Endpoints, new ActorOptions { Limits = new ActorLimits() });
            PayloadException result = Assert.ThrowsAsync<PayloadException>(() => peer.MakeBytesAsync(2_000_000))!;
            Assert.That((result.Part, result.Actor, result.IsReading), Is.EqualTo((PayloadPart.Result, (ActorId?)null, true)));
            Assert.That(result.Message, Does.Contain("its size is 2000004 bytes, and the limit 1000000 (ActorLimits.MaxMessageBytes)"));
            PayloadException first = Assert.ThrowsAsync<PayloadException>(() => peer.OpenStartWithAsync(2_000_000))!;
            Assert.That(first.Part, Is.EqualTo(PayloadPart.FirstValue));
            await using IAsyncEnumerator<ReadOnlyMemory<byte>> blocks = peer.BlocksAsync([100_000, 2_000_000, 200_000]).GetAsyncEnumerator();
            Assert.That(await blocks.MoveNextAsync(), Is.True);
            PayloadException item = Assert.ThrowsAsync<PayloadException>(async () => await blocks.MoveNextAsync())!;
            Assert.That((item.Part, item.IsReading), Is.EqualTo((PayloadPart.Item, true)));
            Assert.That(await peer.AddAsync(1, 2), Is.EqualTo(3), "the connection goes on");
        },
        new ActorLimits { MaxMessageBytes = 1_000_000 });

    private Task RunWithLargesAsync(Func<Portal, Task> body) =>
        RunAsync(async nursery => await body(await nursery.StartActorAsync("peer", Larges.Endpoints)));

    private Task RunWithSmallChildAsync(Func<Portal, Task> body) => RunAsync(async nursery => await body(
        await nursery.StartActorAsync("peer", Larges.Endpoints, new ActorOptions { Limits = new ActorLimits { MaxMessageBytes = 1_000_000 } })));
}
