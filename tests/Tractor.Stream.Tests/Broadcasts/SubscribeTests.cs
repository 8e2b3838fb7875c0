namespace Tractor.StreamTests;

/// <summary>The fan-out of a dialog's stream (BRD-01 to 03, 08, 09, 11).</summary>
public abstract class SubscribeTests(TreeKind kind) : StreamFixture(kind)
{
    [Test, Property("Row", "BRD-01"), Property("Row", "BRD-02")]
    public Task TheStreamItselfBecomesOneOfTheReaders() => RunWithPeerAsync(async peer =>
    {
        const int count = 50;
        await using var context = await peer.OpenCountToAsync(count, "return", NewKey());
        MsgStream<int, int> stream = context.OpenStream();
        Assert.That(await stream.ReceiveAsync(), Is.Zero);
        await using StreamSubscription<int, int> first = stream.Subscribe();
        await using StreamSubscription<int, int> second = first.Subscribe();
        Task<List<int>>[] all = [stream.ReadAllAsync(), first.ReadAllAsync(), second.ReadAllAsync(), stream.Subscribe().ReadAllAsync()];
        await Task.WhenAll(all).WithinAsync();
        for (int i = 0; i < 3; i++)
        {
            Assert.That(await all[i], Is.EqualTo(Enumerable.Range(1, count - 1)));
        }

        Assert.ThrowsAsync<StreamClosedException>(async () => await stream.ReceiveAsync());
        await context.ResultAsync();
    });

    [Test, Property("Row", "BRD-02")]
    public Task TheFirstSubscribeNeedsTheReading() => RunWithPeerAsync(async peer =>
    {
        await using var context = await peer.OpenDoubleAsync();
        MsgStream<int, int> stream = context.OpenStream();
        Task<int> waiting = stream.ReceiveAsync().AsTask();
        Assert.Throws<InvalidOperationException>(() => stream.Subscribe());
        await stream.SendAsync(1);
        Assert.That(await waiting, Is.EqualTo(2));
        await using StreamSubscription<int, int> one = stream.Subscribe();
        await stream.SendAsync(2);
        Assert.That((await one.ReceiveAsync(), await stream.ReceiveAsync()), Is.EqualTo((4, 4)));
        await one.DisposeAsync();
        Task<int> reading = stream.ReceiveAsync().AsTask();
        await using StreamSubscription<int, int> later = stream.Subscribe();
        await stream.SendAsync(3);
        Assert.That((await reading, await later.ReceiveAsync()), Is.EqualTo((6, 6)), "it stays a broadcast, whose reading nobody owns");
        await stream.DisposeAsync();
    });

    [Test, Property("Row", "BRD-02")]
    public Task ALoopThatWasBegunGoesOnAsOneOfTheReaders() => RunWithPeerAsync(async peer =>
    {
        const int count = 50;
        await using var context = await peer.OpenCountToAsync(count, "return", NewKey());
        await using MsgStream<int, int> stream = context.OpenStream();
        StreamSubscription<int, int>? one = null;
        List<int> seen = [];
        await foreach (int item in stream)
        {
            seen.Add(item);
            if (item >= 9)
            {
                one ??= stream.Subscribe();
                Assert.That(item == 9 || await one.ReceiveAsync() == item);
            }
        }

        Assert.That(seen, Is.EqualTo(Enumerable.Range(0, count)));
        Assert.ThrowsAsync<StreamClosedException>(async () => await one!.ReceiveAsync());
        Assert.That(await context.ResultAsync(), Is.EqualTo(count));
    });

    [Test, Property("Row", "BRD-03")]
    public Task EverySubscriptionCanSend() => RunWithPeerAsync(async peer =>
    {
        await using var context = await peer.OpenDoubleAsync();
        MsgStream<int, int> stream = context.OpenStream();
        await using StreamSubscription<int, int> first = stream.Subscribe(), second = stream.Subscribe();
        await first.SendAsync(1);
        Assert.That(second.TrySend(2), Is.True);
        await stream.SendAsync(3);
        foreach (StreamSubscription<int, int> one in new[] { first, second })
        {
            Assert.That((await one.ReceiveAsync(), await one.ReceiveAsync(), await one.ReceiveAsync()), Is.EqualTo((2, 4, 6)));
        }

        await stream.DisposeAsync();
        Assert.That(await context.ResultAsync(), Is.EqualTo(3));
    });

    /// <summary>Nobody waits for an item meanwhile: who polls takes it from the stream.</summary>
    [Test, Property("Row", "BRD-01")]
    public Task WhoOnlyPollsSeesEveryItem() => RunWithPeerAsync(async peer =>
    {
        const int count = 100;
        await using var context = await peer.OpenCountToAsync(count, "return", NewKey());
        await using MsgStream<int, int> stream = context.OpenStream();
        StreamSubscription<int, int> one = stream.Subscribe();
        for (int i = 0; i < count; i++)
        {
            int item = -1;
            await Soon.UntilAsync(() => one.TryReceive(out item));
            Assert.That((item, stream.TryReceive(out int itsTwins), itsTwins), Is.EqualTo((i, true, i)));
        }

        Assert.That(await context.ResultAsync(), Is.EqualTo(count));
        Assert.That(one.TryReceive(out _), Is.False);
    });

    [Test, Property("Row", "BRD-08"), Property("Row", "BRD-09")]
    public Task ClosingTheStreamWakesAll() => RunWithPeerAsync(async peer =>
    {
        await using var context = await peer.OpenDoubleAsync();
        MsgStream<int, int> stream = context.OpenStream();
        Task<int>[] waiting = [.. Enumerable.Range(0, 3).Select(_ => stream.Subscribe().ReceiveAsync().AsTask())];
        await stream.DisposeAsync();
        foreach (Task<int> one in waiting)
        {
            Assert.ThrowsAsync<StreamClosedException>(() => one.WithinAsync());
        }

        Assert.Throws<StreamClosedException>(() => stream.Subscribe());
    });

    [Test, Property("Row", "BRD-08")]
    public Task AnErrorOfThePeerWakesAll() => RunWithPeerAsync(async peer =>
    {
        await using var context = await peer.OpenReceiveForeverAsync(NewKey());
        MsgStream<int, int> stream = context.OpenStream();
        Task<int>[] waiting = [.. Enumerable.Range(0, 3).Select(_ => stream.Subscribe().ReceiveAsync().AsTask())];
        await context.CancelAsync();
        foreach (Task<int> one in waiting)
        {
            Assert.ThrowsAsync<ContextCancelledException>(() => one.WithinAsync());
        }
    });

    [Test, Property("Row", "BRD-11")]
    public Task OnlyTheSlowSideLags() => RunWithPeerAsync(async peer =>
    {
        const int count = 1000;
        await using var context = await peer.OpenDoubleAsync();
        MsgStream<int, int> stream = context.OpenStream(new StreamOptions { Window = 8 });
        await using StreamSubscription<int, int> fast = stream.Subscribe(), slow = stream.Subscribe();
        int lags = 0;
        long lost = 0, seen = 0;
        for (int i = 0; i < count; i++)
        {
            await fast.SendAsync(i);
            Assert.That(await fast.ReceiveAsync().WithinAsync(), Is.EqualTo(i * 2), "it sends and receives, and never lags");
            if (i % 50 == 49)
            {
                try
                {
                    await slow.ReceiveAsync();
                    seen++;
                }
                catch (LaggedException lag)
                {
                    (lags, lost) = (lags + 1, lost + lag.Skipped);
                }
            }
        }

        await stream.DisposeAsync();
        Assert.That(lags, Is.EqualTo(count / 50));
        Assert.That(lost, Is.EqualTo(count - 8), "all but what is kept");
        Assert.That(seen, Is.Zero);
    });
}
