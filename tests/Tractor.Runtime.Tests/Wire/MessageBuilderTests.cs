using System.Buffers;
using NUnit.Framework;
using Tractor.CompilerServices;
using Tractor.Links;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Wire;

/// <summary>What the buffers of outgoing messages cost, and what they do not give away.</summary>
[TestFixture]
internal sealed class MessageBuilderTests
{
    private const int Bound = 3000;

    [Test]
    public void The_first_message_of_a_thread_makes_no_pool_of_its_own() =>
        Assert.That(OnNewThread(() => AllocatedBy(() => Build(100))), Is.LessThan(Bound));

    [Test]
    public void A_large_message_gives_its_memory_back_when_it_has_left() =>
        Assert.That(OnNewThread(() =>
        {
            SendLarge();
            return AllocatedBy(SendLarge);
        }), Is.LessThan(Bound));

    // A value with gaps between its fields may be copied without them.
    [TestCase(500)]
    [TestCase(100_000)]
    public void What_was_in_an_array_of_the_shared_pool_does_not_go_to_a_peer(int length)
    {
        byte[] before = ArrayPool<byte>.Shared.Rent(length);
        before.AsSpan().Fill(0xFF);
        ArrayPool<byte>.Shared.Return(before);
        MessageBuilder builder = MessageBuilders.Rent();
        Assert.That(builder.GetSpan(length).ContainsAnyExcept((byte)0), Is.False);
        MessageBuilders.Return(builder);
    }

    // As the queue does with one that goes in parts.
    private static void SendLarge()
    {
        MessageBuilder builder = MessageBuilders.Rent();
        Write(builder, 100_000);
        new Parcel(FrameKind.Item, 1, builder.Detach(), 0).Release();
        MessageBuilders.Return(builder);
    }

    private static void Build(int length)
    {
        MessageBuilder builder = MessageBuilders.Rent();
        Write(builder, length);
        MessageBuilders.Return(builder);
    }

    private static void Write(MessageBuilder builder, int length)
    {
        const int step = 50;
        for (int written = 0; written < length; written += step)
        {
            builder.GetSpan(step)[..step].Fill(1);
            builder.Advance(step);
        }
    }

    private static long AllocatedBy(Action act)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        act();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // What is made once for a process is there by the second thread.
    private static long OnNewThread(Func<long> measure)
    {
        long allocated = 0;
        for (int i = 0; i < 2; i++)
        {
            Thread thread = new(() => allocated = measure());
            thread.Start();
            thread.Join();
        }

        return allocated;
    }
}
