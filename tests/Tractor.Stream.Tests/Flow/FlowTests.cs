using CsCheck;
using Tractor.Streams;

namespace Tractor.StreamTests.Flow;

/// <summary>
/// Inbox, outbox and credit against a simple model, with random windows, senders, pauses and cancellations on several
/// threads: nothing is lost, doubled or reordered, the window holds, and who reads gets on.
/// </summary>
[TestFixture]
public sealed class FlowTests
{
    private static readonly Gen<FlowPlan> Plans =
        from window in Gen.Int[1, 70]
        from growth in Gen.OneOf(Gen.Const(0), Gen.Int[0, 300])
        from windowBytes in Gen.OneOf(Gen.Const(1 << 20), Gen.Int[1024, 4096])
        from option in Gen.OneOf(Gen.Const(0), Gen.Int[1, 100])
        from senders in Gen.Int[1, 3]
        from items in Gen.Int[0, 600]
        from sendCancels in Gen.Int[0, 5]
        from readCancels in Gen.Int[0, 5]
        from readPause in Gen.Int[0, 6]
        from isSelfContained in Gen.Bool
        select new FlowPlan(window, growth, windowBytes, option, senders, items, sendCancels, readCancels, readPause, isSelfContained);

    [Test, Property("Row", "STR-11")]
    public Task NothingIsLostDoubledOrReordered() => Plans.SampleAsync(
        async plan =>
        {
            ActorLimits limits = new() { StreamWindow = plan.Window, MaxStreamWindow = Math.Max(1, plan.Window + plan.Growth), StreamWindowBytes = plan.WindowBytes };
            await using StreamBench bench = await StreamBench.StartAsync(new ActorLimits(), limits, plan.IsSelfContained);
            MsgStream<long, long> sending = bench.Near.Streams.Open(null);
            MsgStream<long, long> reading = bench.Far.Streams.Open(plan.Option == 0 ? null : new StreamOptions { Window = plan.Option });
            Task[] senders = [.. Enumerable.Range(0, plan.Senders).Select(sender => Task.Run(() => SendAsync(sending, sender, plan)))];
            Task<List<long>> reader = Task.Run(() => ReadAsync(reading, bench.Far, plan));
            await Task.WhenAll(senders).WithinAsync();
            await sending.DisposeAsync();
            List<long> seen = await reader.WithinAsync();
            foreach (int sender in Enumerable.Range(0, plan.Senders))
            {
                Assert.That(seen.Where(item => item >> 32 == sender).Select(item => (int)item), Is.EqualTo(Enumerable.Range(0, plan.Items)), $"{plan}");
            }

            Assert.That(seen, Has.Count.EqualTo(plan.Senders * plan.Items));
            int most = Math.Max(plan.Window + plan.Growth, plan.Option);
            Assert.That(bench.Far.MostUnread, Is.LessThanOrEqualTo(most + 1), $"{plan}");
        },
        iter: 150,
        threads: 2);

    [Test, Property("Row", "STR-08")]
    public Task AnOverrunLeavesNoGap() => Gen.Select(Gen.Int[1, 40], Gen.Int[0, 4], Gen.Int[1, 400]).SampleAsync(
        async (window, pause, items) =>
        {
            ActorLimits limits = new() { StreamWindow = window, StreamOverflow = StreamOverflow.Fail };
            await using StreamBench bench = await StreamBench.StartAsync(new ActorLimits(), limits);
            MsgStream<long, long> sending = bench.Near.Streams.Open(null);
            FlowPlan plan = new(window, 0, 0, 0, 1, items, 0, 0, pause, true);
            Task<List<long>> reader = Task.Run(() => ReadAsync(bench.Far.Streams.Open(null), bench.Far, plan));
            Exception? error = await Soon.ErrorOfAsync(() => SendAsync(sending, 0, plan));
            await sending.DisposeAsync();
            List<long> seen = await reader.WithinAsync();
            Assert.That(seen, Is.EqualTo(Enumerable.Range(0, seen.Count).Select(i => (long)i)));
            Assert.That(error, Is.Null.Or.InstanceOf<StreamOverrunException>());
            Assert.That(seen, error is null && items <= window ? Has.Count.EqualTo(items) : Has.Count.LessThanOrEqualTo(items));
        },
        iter: 100,
        threads: 2);

    [Test]
    public void GrantsNeverExceedWhatWasReadAndGrown() => Gen.Select(Gen.Int[1, 100], Gen.Int[1, 500], Gen.Int[1024, 8192], Gen.Select(Gen.Int[1, 900], Gen.Bool).Array[0, 300]).Sample(
        (window, maxWindow, windowBytes, reads) =>
        {
            CreditPolicy policy = new(window, maxWindow, windowBytes, StreamOverflow.Wait);
            long granted = window, read = 0, grantedBytes = windowBytes, readBytes = 0;
            foreach ((int bytes, bool isStarved) in reads)
            {
                Credit grant = policy.Consume(1, bytes, isStarved);
                (granted, grantedBytes) = (granted + grant.Items, grantedBytes + grant.Bytes);
                (read, readBytes) = (read + 1, readBytes + bytes);
                if (granted - read > policy.Window || granted - read <= 0 || grantedBytes - readBytes > windowBytes || grantedBytes - readBytes <= 0 || policy.Window > Math.Max(window, maxWindow))
                {
                    return false;
                }
            }

            return true;
        });

    [Test]
    public async Task AGivenUpSendLeavesNoTrace()
    {
        await using StreamBench bench = await StreamBench.StartAsync(new ActorLimits(), new ActorLimits { StreamWindow = 1 });
        MsgStream<long, long> sending = bench.Near.Streams.Open(null);
        await sending.SendAsync(0);
        for (int i = 0; i < 1000; i++)
        {
            using CancellationTokenSource source = new();
            Task given = sending.SendAsync(-1, source.Token).AsTask();
            await source.CancelAsync();
            Assert.ThrowsAsync<OperationCanceledException>(() => given);
        }

        Task last = sending.SendAsync(1).AsTask();
        MsgStream<long, long> reading = bench.Far.Streams.Open(null);
        Assert.That((await reading.ReceiveAsync(), await reading.ReceiveAsync()), Is.EqualTo((0L, 1L)));
        await last.WithinAsync();
    }

    [Test]
    public async Task ASenderWithoutCreditBreaksTheProtocol()
    {
        await using StreamBench bench = await StreamBench.StartAsync(new ActorLimits(), new ActorLimits { StreamWindow = 4 });
        byte[] item = new byte[sizeof(long)];
        Assert.Throws<ProtocolException>(() =>
        {
            for (int i = 0; i < 5; i++)
            {
                bench.Far.Streams.Inbox.Put(item);
            }
        });
    }

    [Test]
    public async Task ASenderWithoutCreditForBytesBreaksTheProtocol([Values(1024, 1 << 20, 3 << 20)] int windowBytes)
    {
        await using StreamBench bench = await StreamBench.StartAsync(new ActorLimits(), new ActorLimits { StreamWindow = 64, StreamWindowBytes = windowBytes }, isSelfContained: false);
        bench.Far.Streams.Inbox.Announce();
        byte[] item = new byte[256 << 10];

        // What may be under way before the sender has heard of another bound is allowed.
        int allowed = Math.Max(1 << 20, windowBytes) / item.Length;
        Assert.That(() => PutMany(bench, item, allowed), Throws.Nothing);
        Assert.That(() => PutMany(bench, item, 1), Throws.TypeOf<ProtocolException>());
    }

    [Test]
    public async Task WhatCameBeforeASenderHeardThatItIsToWaitIsBounded()
    {
        ActorLimits limits = new() { StreamWindow = 4, MaxStreamWindow = 16, StreamOverflow = StreamOverflow.Fail };
        await using StreamBench bench = await StreamBench.StartAsync(new ActorLimits(), limits);
        MsgStream<long, long> reading = bench.Far.Streams.Open(new StreamOptions { Overflow = StreamOverflow.Wait });
        int taken = 0;
        while (bench.Far.Streams.Inbox.Put(new byte[8]))
        {
            Assert.That(++taken, Is.LessThanOrEqualTo(16));
        }

        for (int i = 0; i < taken; i++)
        {
            Assert.That(reading.TryReceive(out _), Is.True);
        }

        Assert.That((taken, reading.TryReceive(out _)), Is.EqualTo((16, false)));
    }

    [TestCase(-1, 0)]
    [TestCase(0, -1)]
    [TestCase(long.MinValue, long.MinValue)]
    public async Task ANegativeTotalBreaksTheProtocol(long items, long bytes)
    {
        await using StreamBench bench = await StreamBench.StartAsync(new ActorLimits(), new ActorLimits());
        byte[] frame = new byte[CreditLimit.Size];
        new CreditLimit(items, bytes).Write(frame);

        Assert.That(() => bench.Near.Streams.Outbox.TakeCredit(frame), Throws.TypeOf<ProtocolException>());
    }

    [Test]
    public async Task TotalsAtTheEndOfTheirRangeStayThere()
    {
        await using StreamBench bench = await StreamBench.StartAsync(new ActorLimits(), new ActorLimits { StreamWindow = 1 });
        MsgStream<long, long> sending = bench.Near.Streams.Open(null);
        byte[] total = new byte[CreditLimit.Size];
        new CreditLimit(long.MaxValue, long.MaxValue - 3).Write(total);
        byte[] more = new byte[Credit.Size];
        new Credit(int.MaxValue - 1, int.MaxValue).Write(more);
        bench.Near.Streams.Outbox.TakeCredit(total);
        bench.Near.Streams.Outbox.TakeCredit(more);
        bench.Near.Streams.Outbox.TakeCredit(more);

        Assert.That(sending.TrySend(1), Is.True);
    }

    [Test]
    public async Task SendersThatWaitTogetherStayWithinTheBytes()
    {
        await using StreamBench bench = await StreamBench.StartAsync(new ActorLimits(), new ActorLimits { StreamWindow = 8, StreamWindowBytes = 1024 }, isSelfContained: false);
        bench.Far.Streams.Inbox.Announce();
        MsgStream<long, long> sending = bench.Near.Streams.Open(null);
        MsgStream<long, long> reading = bench.Far.Streams.Open(null);
        Task[] senders = [.. Enumerable.Range(0, 40).Select(i => Task.Run(async () => await sending.SendAsync(i)))];
        List<long> seen = [];
        while (seen.Count < senders.Length)
        {
            seen.Add(await reading.ReceiveAsync().AsTask().WithinAsync());
        }

        await Task.WhenAll(senders).WithinAsync();
        Assert.That(seen, Is.EquivalentTo(Enumerable.Range(0, 40).Select(i => (long)i)));
    }

    [Test]
    public async Task AnItemThatCannotBeDecodedIsToldInItsPlace([Values] bool isSelfContained)
    {
        await using StreamBench bench = await StreamBench.StartAsync(new ActorLimits(), new ActorLimits(), isSelfContained);
        MsgStream<long, long> reading = bench.Far.Streams.Open(null);
        bench.Far.Streams.Inbox.Put(new byte[8]);
        bench.Far.Streams.Inbox.Put(new byte[3]);
        bench.Far.Streams.Inbox.Put(new byte[8]);
        Assert.That(await reading.ReceiveAsync(), Is.Zero);
        Assert.ThrowsAsync<PayloadException>(async () => await reading.ReceiveAsync());
        Assert.That(await reading.ReceiveAsync(), Is.Zero);
    }

    private static void PutMany(StreamBench bench, byte[] item, int count)
    {
        for (int i = 0; i < count; i++)
        {
            bench.Far.Streams.Inbox.Put(item);
        }
    }

    private static async Task SendAsync(MsgStream<long, long> stream, int sender, FlowPlan plan)
    {
        Random random = new(sender);
        for (int i = 0; i < plan.Items;)
        {
            long item = ((long)sender << 32) | (uint)i;
            if (random.Next(3) == 0)
            {
                i += stream.TrySend(item) ? 1 : 0;
                continue;
            }

            using CancellationTokenSource source = new();
            ValueTask sending = stream.SendAsync(item, source.Token);
            if (!sending.IsCompleted && random.Next(10) < plan.SendCancels)
            {
                await source.CancelAsync();
            }

            try
            {
                await sending;
                i++;
            }
            catch (OperationCanceledException)
            {
                await Task.Yield();
            }
        }
    }

    private static async Task<List<long>> ReadAsync(MsgStream<long, long> stream, BenchDialog dialog, FlowPlan plan)
    {
        Random random = new(7);
        List<long> seen = [];
        while (true)
        {
            if (plan.ReadPause > 0 && random.Next(8) < plan.ReadPause)
            {
                await Task.Yield();
            }

            using CancellationTokenSource source = new();
            ValueTask<long> receiving = stream.ReceiveAsync(source.Token);
            if (!receiving.IsCompleted && random.Next(10) < plan.ReadCancels)
            {
                await source.CancelAsync();
            }

            try
            {
                long item = await receiving;
                dialog.NoteRead();
                seen.Add(item);
            }
            catch (OperationCanceledException)
            {
                await Task.Yield();
            }
            catch (StreamClosedException)
            {
                return seen;
            }
        }
    }
}
