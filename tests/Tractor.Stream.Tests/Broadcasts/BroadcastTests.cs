namespace Tractor.StreamTests;

/// <summary>The fan-out of any sequence inside an actor (BRD rows that need no process).</summary>
[TestFixture]
public sealed class BroadcastTests
{
    [Test, Property("Row", "BRD-01")]
    public async Task EachSubscriberSeesEveryItemFromItsSubscriptionOn()
    {
        const int count = 2000;
        ListSource source = new();
        await using Broadcast<int> broadcast = source.Broadcast(count);
        Subscription<int>[] early = [.. Enumerable.Range(0, 3).Select(_ => broadcast.Subscribe())];
        source.Give([.. Enumerable.Range(0, count)]);
        for (int i = 0; i < 10; i++)
        {
            await early[0].ReceiveAsync().WithinAsync();
        }

        Subscription<int> late = broadcast.Subscribe();
        source.End();
        Task<List<int>>[] all = [.. early.Append(late).Select(subscription => Task.Run(() => subscription.ReadAllAsync()))];
        await Task.WhenAll(all).WithinAsync();
        Assert.That(await all[0], Is.EqualTo(Enumerable.Range(10, count - 10)));
        Assert.That(await all[1], Is.EqualTo(Enumerable.Range(0, count)));
        Assert.That(await all[2], Is.EqualTo(Enumerable.Range(0, count)));
        Assert.That(await all[3], Is.EqualTo(Enumerable.Range(10, count - 10)));
        Assert.That(source.Enumerations, Is.EqualTo(1));
    }

    /// <summary>What a source opens for an item belongs to who made the broadcast: a reader's end is not its end.</summary>
    [Test, Property("Row", "BRD-07")]
    public async Task TheSourceRunsInTheFlowOfWhoMadeTheBroadcast()
    {
        AsyncLocal<string> flow = new() { Value = "maker" };
        List<string?> seen = [];
        async IAsyncEnumerable<int> SourceAsync()
        {
            for (int i = 0; i < 4; i++)
            {
                seen.Add(flow.Value);
                await Task.Yield();
                seen.Add(flow.Value);
                yield return i;
            }
        }

        await using Broadcast<int> broadcast = SourceAsync().Broadcast(4);
        flow.Value = "reader";
        Subscription<int> reader = broadcast.Subscribe();
        Assert.That(await reader.ReadAllAsync().WithinAsync(), Is.EqualTo(Enumerable.Range(0, 4)));
        Assert.That(seen, Is.EqualTo(Enumerable.Repeat("maker", 8)));
    }

    [Test, Property("Row", "BRD-04"), Property("Row", "BRD-10")]
    public async Task WhoFallsBehindIsToldAndGoesOnWithTheOldest()
    {
        ListSource source = new();
        await using Broadcast<int> broadcast = source.Broadcast(4);
        Subscription<int> fast = broadcast.Subscribe(), slow = broadcast.Subscribe();
        source.Give([.. Enumerable.Range(0, 10)]);
        for (int i = 0; i < 4; i++)
        {
            Assert.That(await fast.ReceiveAsync().WithinAsync(), Is.EqualTo(i));
        }

        Subscription<int> later = broadcast.Subscribe();
        Assert.That(await slow.ReceiveAsync().WithinAsync(), Is.Zero, "as far behind as the window is no lag");
        for (int i = 4; i < 10; i++)
        {
            Assert.That(await fast.ReceiveAsync().WithinAsync(), Is.EqualTo(i));
        }

        LaggedException lag = Assert.ThrowsAsync<LaggedException>(async () => await slow.ReceiveAsync())!;
        Assert.That((lag.Skipped, lag.Capacity), Is.EqualTo((5, 4)));
        LaggedException lateLag = Assert.ThrowsAsync<LaggedException>(async () => await later.ReceiveAsync())!;
        Assert.That(lateLag.Skipped, Is.EqualTo(2), "counted from where it subscribed");
        for (int i = 6; i < 10; i++)
        {
            Assert.That((await slow.ReceiveAsync().WithinAsync(), await later.ReceiveAsync().WithinAsync()), Is.EqualTo((i, i)));
        }

        Assert.That(slow.TryReceive(out _), Is.False);
    }

    [Test, Property("Row", "BRD-05")]
    public async Task WhoFallsBehindMayGoOnWithAWarning()
    {
        ListSource source = new();
        Warnings log = new();
        await using Broadcast<int> broadcast = source.Broadcast(4, log);
        Subscription<int> fast = broadcast.Subscribe(), slow = broadcast.Subscribe(LagHandling.Skip);
        source.Give([.. Enumerable.Range(0, 10)]);
        source.End();
        Assert.That(await fast.ReadAllAsync(), Is.EqualTo(Enumerable.Range(0, 10)));
        Assert.That(await slow.ReadAllAsync(), Is.EqualTo(Enumerable.Range(6, 4)));
        Assert.That(log.All, Has.Count.EqualTo(1).And.All.Contains("lost 6 items"));
    }

    [Test, Property("Row", "BRD-06")]
    public async Task TheFastestNeverLags([Values(1, 2, 64)] int window)
    {
        const int count = 5000;
        ListSource source = new();
        await using Broadcast<int> broadcast = source.Broadcast(window);
        Subscription<int> fast = broadcast.Subscribe();
        Subscription<int>[] slow = [.. Enumerable.Range(0, 3).Select(_ => broadcast.Subscribe())];
        source.Give([.. Enumerable.Range(0, count)]);
        source.End();
        Assert.That(await fast.ReadAllAsync().WithinAsync(), Is.EqualTo(Enumerable.Range(0, count)), "alone");
        foreach (Subscription<int> one in slow)
        {
            Assert.ThrowsAsync<LaggedException>(async () => await one.ReceiveAsync());
            Assert.That(await one.ReadAllAsync(), Is.EqualTo(Enumerable.Range(count - window, window)));
        }
    }

    [Test, Property("Row", "BRD-07")]
    public async Task ACancelledReceiverHandsOverWithoutLoss()
    {
        ListSource source = new();
        await using Broadcast<int> broadcast = source.Broadcast();
        Subscription<int> first = broadcast.Subscribe(), second = broadcast.Subscribe();
        using CancellationTokenSource cancelled = new();
        Task<int> leading = first.ReceiveAsync(cancelled.Token).AsTask();
        Task<int> following = second.ReceiveAsync().AsTask();
        await cancelled.CancelAsync();
        Assert.ThrowsAsync<OperationCanceledException>(() => leading.WithinAsync());
        Assert.That(following.IsCompleted, Is.False);
        source.Give(1, 2);
        Assert.That(await following.WaitAsync(TimeSpan.FromSeconds(5)), Is.EqualTo(1));
        Assert.That((await first.ReceiveAsync().WithinAsync(), await second.ReceiveAsync().WithinAsync(), await first.ReceiveAsync().WithinAsync()), Is.EqualTo((1, 2, 2)));
    }

    [Test, Property("Row", "BRD-08")]
    public async Task TheEndWakesAll([Values("end", "error", "close")] string how)
    {
        ListSource source = new();
        Broadcast<int> broadcast = source.Broadcast();
        Task<int>[] waiting = [.. Enumerable.Range(0, 4).Select(_ => broadcast.Subscribe().ReceiveAsync().AsTask())];
        switch (how)
        {
            case "end":
                source.End();
                break;
            case "error":
                source.End(new ArithmeticException("theirs"));
                break;
            default:
                await broadcast.DisposeAsync();
                break;
        }

        foreach (Task<int> one in waiting)
        {
            Exception? error = await Soon.ErrorOfAsync(() => one.WithinAsync());
            Assert.That(error, how == "error" ? Is.InstanceOf<ArithmeticException>() : Is.InstanceOf<StreamClosedException>());
        }

        await broadcast.DisposeAsync();
        Assert.That(source.IsDisposed, Is.True);
    }

    [Test, Property("Row", "BRD-09")]
    public async Task AClosedSubscriptionIsClosed()
    {
        ListSource source = new();
        await using Broadcast<int> broadcast = source.Broadcast();
        Subscription<int> one = broadcast.Subscribe();
        Task<int> waiting = one.ReceiveAsync().AsTask();
        await one.DisposeAsync();
        Assert.ThrowsAsync<StreamClosedException>(() => waiting.WithinAsync());
        Assert.ThrowsAsync<StreamClosedException>(async () => await one.ReceiveAsync());
        Assert.Throws<StreamClosedException>(() => one.Subscribe());
        Subscription<int> other = broadcast.Subscribe();
        source.Give(1);
        Assert.That(await other.ReceiveAsync().WithinAsync(), Is.EqualTo(1), "the others go on");
        await broadcast.DisposeAsync();
        Assert.Throws<StreamClosedException>(() => broadcast.Subscribe());
    }

    [Test, Property("Row", "BRD-09")]
    public async Task WhoWaitsIsNotDisturbedByTheClosingOfAnother()
    {
        ListSource source = new();
        await using Broadcast<int> broadcast = source.Broadcast();
        Subscription<int> closed = broadcast.Subscribe();
        Task<int>[] waiting = [.. Enumerable.Range(0, 3).Select(_ => broadcast.Subscribe().ReceiveAsync().AsTask())];
        Task<int> closing = closed.ReceiveAsync().AsTask();
        await closed.DisposeAsync();
        Assert.ThrowsAsync<StreamClosedException>(() => closing.WithinAsync());
        Assert.That(waiting.Select(one => one.IsCompleted), Is.All.False);
        source.Give(1);
        Assert.That(await Task.WhenAll(waiting).WithinAsync(), Is.All.EqualTo(1));
    }

    [Test]
    public async Task TwoReceivesOfOneSubscriptionShareItsItems()
    {
        ListSource source = new();
        await using Broadcast<int> broadcast = source.Broadcast();
        Subscription<int> one = broadcast.Subscribe();
        Task<int>[] waiting = [one.ReceiveAsync().AsTask(), one.ReceiveAsync().AsTask()];
        source.Give(1);
        Assert.That(await (await Task.WhenAny(waiting).WithinAsync()), Is.EqualTo(1));
        Assert.That(waiting.Count(receive => receive.IsCompleted), Is.EqualTo(1), "the other waits for the next");
        source.Give(2);
        Assert.That(await Task.WhenAll(waiting).WithinAsync(), Is.EquivalentTo([1, 2]));
    }

    /// <summary>More than are kept to be used again; every third gives up.</summary>
    [Test, Property("Row", "BRD-07")]
    public async Task AnItemWakesHowManyEverWait()
    {
        const int readers = 300;
        ListSource source = new();
        await using Broadcast<int> broadcast = source.Broadcast();
        for (int round = 0; round < 3; round++)
        {
            using CancellationTokenSource cancelled = new();
            Task<int>[] waiting = [.. Enumerable.Range(0, readers).Select(i => broadcast.Subscribe().ReceiveAsync(i % 3 == 0 ? cancelled.Token : default).AsTask())];
            await cancelled.CancelAsync();
            for (int i = 0; i < readers; i += 3)
            {
                Assert.ThrowsAsync<OperationCanceledException>(() => waiting[i].WithinAsync());
            }

            source.Give(round);
            Assert.That(await Task.WhenAll(waiting.Where(one => !one.IsCanceled)).WithinAsync(), Has.Length.EqualTo(readers * 2 / 3).And.All.EqualTo(round));
        }
    }

    [Test, Property("Row", "BRD-07")]
    public async Task ManyCancelledReadersLoseNothing()
    {
        const int count = 3000;
        ListSource source = new();
        await using Broadcast<int> broadcast = source.Broadcast(count);
        Task<List<int>>[] readers = [.. Enumerable.Range(0, 4).Select(_ => broadcast.Subscribe()).ToArray().Select(one => Task.Run(() => one.ReadWithCancelsAsync()))];
        for (int i = 0; i < count; i++)
        {
            source.Give(i);
            if (i % 50 == 0)
            {
                await Task.Yield();
            }
        }

        source.End();
        foreach (List<int> seen in await Task.WhenAll(readers).WithinAsync())
        {
            Assert.That(seen, Is.EqualTo(Enumerable.Range(0, count)));
        }
    }

    /// <summary>The source says nothing, so that nothing but the cancellation could let go of what a receive waited with.</summary>
    [Test, NonParallelizable]
    public async Task WhoGivesUpWaitingLeavesNothingBehind()
    {
        const int receives = 20_000;
        const int bytesEach = 24; // Less than any object that is kept would take with what refers to it.
        await using Broadcast<int> broadcast = new ListSource().Broadcast();
        Subscription<int> one = broadcast.Subscribe(), other = broadcast.Subscribe();
        await GiveUpAsync(receives / 10);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        await GiveUpAsync(receives);
        Assert.That(GC.GetTotalMemory(forceFullCollection: true) - before, Is.LessThan(receives * bytesEach));

        async Task GiveUpAsync(int times)
        {
            for (int i = 0; i < times; i++)
            {
                using CancellationTokenSource source = new();
                Task<int> receiving = (i % 2 == 0 ? one : other).ReceiveAsync(source.Token).AsTask();
                Assert.That(receiving.IsCompleted, Is.False);
                await source.CancelAsync();
                OperationCanceledException error = Assert.CatchAsync<OperationCanceledException>(() => receiving.WithinAsync())!;
                Assert.That(error.CancellationToken, Is.EqualTo(source.Token));
            }
        }
    }
}
