using System.Runtime.CompilerServices;
using MemoryPack;
using Tractor.CompilerServices;
using Tractor.Streams;
using Tractor.Wire;

namespace Tractor.StreamTests.Flow;

/// <summary>Items that are their bytes in memory, where a message may not be as large as one of them.</summary>
[TestFixture]
public sealed class FixedSizeTests
{
    private const int Items = 3;

    [Test]
    public Task AnItemTooLargeForItsReceiverIsToldInItsPlace() => IsToldAsync<Chapter>(16 << 10, itemsAFrame: 1);

    [Test]
    public Task SoAreItemsThatShareAFrame() => IsToldAsync<Page>(1 << 10, itemsAFrame: Items);

    [Test]
    public async Task AnItemTooLargeForItsSenderDoesNotLeave()
    {
        ActorLimits limits = new() { MaxMessageBytes = 1 << 10 };
        await using StreamBench bench = await StreamBench.StartAsync(limits, limits);
        StreamPair<Page, Page> pair = new(bench.Near, new MemoryCodec<Page>(), new MemoryCodec<Page>());
        pair.Outbox.SetWindow(Items);
        await using MsgStream<Page, Page> stream = pair.Open(null);
        PayloadException? error = Assert.ThrowsAsync<PayloadException>(async () => await stream.SendAsync(default));
        Assert.That(error!.Message, Does.Contain($"the limit {limits.MaxMessageBytes}"));
    }

    private static async Task IsToldAsync<T>(int mostBytes, int itemsAFrame)
        where T : unmanaged
    {
        ActorLimits limits = new() { MaxMessageBytes = mostBytes };
        await using StreamBench bench = await StreamBench.StartAsync(limits, limits);
        StreamPair<T, T> pair = new(bench.Far, new MemoryCodec<T>(), new MemoryCodec<T>());
        await using MsgStream<T, T> stream = pair.Open(null);
        byte[] frame = new byte[Unsafe.SizeOf<T>() * itemsAFrame];
        for (int i = 0; i < Items; i += itemsAFrame)
        {
            Assert.That(pair.Inbox.Put(new Payload(frame)), Is.True);
        }

        for (int i = 0; i < Items; i++)
        {
            PayloadException? error = Assert.ThrowsAsync<PayloadException>(async () => await stream.ReceiveAsync().AsTask().WithinAsync());
            Assert.That(error!.Message, Does.Contain($"the limit {limits.MaxMessageBytes}"));
        }
    }

    [InlineArray(2000)]
    private struct Page
    {
        public byte First;
    }

    [InlineArray(20_000)]
    private struct Chapter
    {
        public byte First;
    }

    // As the generator makes them for such types.
    private sealed class MemoryCodec<T> : PayloadCodec<T>
        where T : unmanaged
    {
        public override bool IsSelfContained => true;

        public override int FixedSize => Unsafe.SizeOf<T>();

        public override void Write(ref MemoryPackWriter<MessageBuilder> writer, scoped ref readonly T value) => writer.WriteUnmanaged(value);

        public override void Read(ref MemoryPackReader reader, out T value) => reader.ReadUnmanaged(out value);
    }
}
