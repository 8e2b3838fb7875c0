using System.Buffers.Binary;
using CsCheck;
using NUnit.Framework;
using Tractor.Reading;
using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Links;

/// <summary>Frames come out whole and in order, however the bytes come in.</summary>
[TestFixture]
internal sealed class FrameReceiverTests
{
    private static readonly TestFrame[] Few = [TestFrames.Of(1, 0), TestFrames.Of(2, 5, FrameKind.Start), TestFrames.Of(3, 33), TestFrames.Of(ulong.MaxValue, 1, FrameKind.Stop)];

    [Test]
    [Property("Row", "TPT-01")]
    public async Task Cut_at_every_position()
    {
        int length = TestFrames.Bytes(Few).Length;
        for (int cut = 1; cut < length; cut++)
        {
            int[] sizes = [cut, length - cut];
            int at = 0;
            Assert.That(await Receive(Few, () => sizes[at++ % 2]), Is.EqualTo(Few.Select(TestFrames.Text)), $"cut at {cut}");
        }
    }

    [TestCase(1, true)]
    [TestCase(1, false)]
    [TestCase(7, true)]
    [TestCase(int.MaxValue, true)]
    [TestCase(int.MaxValue, false)]
    public async Task In_pieces_of_one_size(int size, bool isDirect)
    {
        TestFrame[] frames = [.. Few, TestFrames.Of(9, 200_000), .. Few, TestFrames.Of(11, FrameLimits.FrameBytes), .. Few];
        Assert.That(await Receive(frames, () => size, isDirect), Is.EqualTo(frames.Select(TestFrames.Text)));
    }

    [Test]
    public async Task Of_a_large_frame_only_the_beginning_is_copied()
    {
        FrameCollector collector = new(isDirect: true);
        ChunkedConnection connection = new(TestFrames.Bytes([TestFrames.Of(1, 500_000), TestFrames.Of(2, 100)]), () => int.MaxValue);
        using FrameReceiver receiver = new(connection);
        await receiver.RunAsync(collector, CancellationToken.None);
        Assert.That((collector.Frames.Count, collector.Direct), Is.EqualTo((2, 1)));
        Assert.That(connection.LargestRoom, Is.EqualTo(500_000 + FrameHeader.Size - (64 << 10)), "the rest of it in one receive");
    }

    [Test]
    public async Task Many_small_ones()
    {
        TestFrame[] frames = [.. Enumerable.Range(0, 20_000).Select(i => TestFrames.Of((ulong)i, i % 40))];
        Assert.That(await Receive(frames, () => int.MaxValue), Is.EqualTo(frames.Select(TestFrames.Text)));
    }

    [Test]
    public void Random_frames_in_random_pieces() =>
        Gen.Select(Gen.Int[0, 100_000].Array[0, 12], Gen.Int[1, 90_000].Array[1, 6]).Sample(
            (sizes, pieces) =>
            {
                TestFrame[] frames = [.. sizes.Select((size, i) => TestFrames.Of((ulong)i, size))];
                int at = 0;
                List<string> received = Receive(frames, () => pieces[at++ % pieces.Length]).GetAwaiter().GetResult();
                return received.SequenceEqual(frames.Select(TestFrames.Text));
            },
            iter: 200);

    [Test]
    public async Task The_end_in_the_middle_of_a_frame_is_a_loss()
    {
        byte[] whole = TestFrames.Bytes(Few);
        int[] ends = [.. Few.Select((_, i) => TestFrames.Bytes(Few.Take(i + 1)).Length)];
        for (int length = 1; length < whole.Length; length++)
        {
            using FrameReceiver receiver = new(new ChunkedConnection(whole[..length], () => 10));
            Exception? error = await Scopes.Soon.Error(receiver.RunAsync(new FrameCollector(isDirect: true), CancellationToken.None));
            Assert.That(error is ConnectionClosedException, Is.EqualTo(!ends.Contains(length)), $"end at {length}");
            Assert.That(error?.Message, Is.Null.Or.EqualTo("The connection in pieces, in the middle of a frame, was closed by the peer."));
        }
    }

    [Test]
    public async Task Memory_does_not_grow_with_what_is_announced()
    {
        byte[] bytes = new byte[FrameHeader.Size + 1000];
        new FrameHeader(FrameLimits.FrameBytes, FrameKind.Item, FrameFlags.None, 1).Write(bytes);
        ChunkedConnection connection = new(bytes, () => 100);
        using FrameReceiver receiver = new(connection);
        Exception? error = await Scopes.Soon.Error(receiver.RunAsync(new FrameCollector(isDirect: false, _ => Assert.Fail("a frame")), CancellationToken.None));
        Assert.That(error, Is.TypeOf<ConnectionClosedException>());
        Assert.That(connection.LargestRoom, Is.LessThanOrEqualTo(128 * 1024));
    }

    [TestCase(FrameKind.Stop)]
    [TestCase(FrameKind.CancelActorGrace)]
    [TestCase(FrameKind.DebugHeld)]
    [TestCase(FrameKind.DebugReleased)]
    public async Task A_frame_that_has_no_value_is_short(object kind)
    {
        byte[] bytes = new byte[FrameHeader.Size + 65];
        new FrameHeader(65, (FrameKind)kind, FrameFlags.None, 0).Write(bytes);
        using FrameReceiver receiver = new(new ChunkedConnection(bytes, () => 100));
        Exception? error = await Scopes.Soon.Error(receiver.RunAsync(new FrameCollector(isDirect: true, _ => Assert.Fail("a frame")), CancellationToken.None));
        Assert.That(error, Is.TypeOf<ProtocolException>().With.Message.Contains($"a {kind} frame announces 65 bytes; no such frame has more than 64"));
    }

    [TestCase((1u << 20) + 1)]
    [TestCase(0x80000000u)]
    [TestCase(0xFFFFFFFFu)]
    [Property("Row", "TPT-01")]
    public async Task A_frame_above_the_limit_breaks_the_protocol(uint announced)
    {
        byte[] bytes = new byte[FrameHeader.Size];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, announced);
        using FrameReceiver receiver = new(new ChunkedConnection(bytes, () => 100));
        Exception? error = await Scopes.Soon.Error(receiver.RunAsync(new FrameCollector(isDirect: true, _ => Assert.Fail("a frame")), CancellationToken.None));
        Assert.That(error, Is.TypeOf<ProtocolException>());
        Assert.That(error!.Message, Does.Contain($"announces {announced} bytes; no such frame has more than {FrameLimits.FrameBytes}"));
    }

    [Test]
    public async Task A_frame_of_exactly_the_limit_is_taken()
    {
        TestFrame[] frames = [TestFrames.Of(1, FrameLimits.FrameBytes)];
        Assert.That(await Receive(frames, () => 100_000, isDirect: false), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task After_a_burst_the_memory_is_given_back()
    {
        int at = 0;
        int[] sizes = [1_000_000 + FrameHeader.Size, 26];
        ChunkedConnection connection = new(TestFrames.Bytes([TestFrames.Of(1, 1_000_000), TestFrames.Of(2, 10)]), () => at == 0 ? sizes[0] : sizes[1]);
        using FrameReceiver receiver = new(connection);
        await receiver.RunAsync(new FrameCollector(isDirect: false, _ => at++), CancellationToken.None);
        Assert.That((connection.LargestRoom > 500_000, connection.LastRoom), Is.EqualTo((true, 64 * 1024)));
    }

    private static async Task<List<string>> Receive(TestFrame[] frames, Func<int> nextSize, bool isDirect = true)
    {
        FrameCollector collector = new(isDirect);
        using FrameReceiver receiver = new(new ChunkedConnection(TestFrames.Bytes(frames), nextSize));
        await receiver.RunAsync(collector, CancellationToken.None);
        return [.. collector.Frames.Select(TestFrames.Text)];
    }
}
