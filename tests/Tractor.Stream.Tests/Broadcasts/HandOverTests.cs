namespace Tractor.StreamTests;

/// <summary>Who receives another actor's items on behalf of all readers, and gives up (BRD-07).</summary>
public abstract class HandOverTests(TreeKind kind) : StreamFixture(kind)
{
    [Test, Property("Row", "BRD-07")]
    public Task ACancelledReceiverHandsOverInTimeAndWithoutLoss() => RunWithPeerAsync(async peer =>
    {
        await using var context = await peer.OpenDoubleAsync();
        await using MsgStream<int, int> stream = context.OpenStream();
        StreamSubscription<int, int> first = stream.Subscribe(), second = stream.Subscribe(), third = stream.Subscribe();
        for (int i = 0; i < 9; i++)
        {
            using CancellationTokenSource cancelled = new();
            Task<int> leading = first.ReceiveAsync(cancelled.Token).AsTask();
            Task<int>[] following = [second.ReceiveAsync().AsTask(), third.ReceiveAsync().AsTask()];
            FairWatch watch = FairWatch.Start(ProcessTree.Live());
            await cancelled.CancelAsync();
            Assert.ThrowsAsync<OperationCanceledException>(() => leading.WithinAsync());
            Assert.That(following.Select(one => one.IsCompleted), Is.All.False, "they go on waiting");
            await stream.SendAsync(i);
            Assert.That(await Task.WhenAll(following).WithinAsync(), Is.All.EqualTo(i * 2));
            Assert.That(watch.Stop().Fair, Is.LessThan(TimeSpan.FromMilliseconds(500)));
            Assert.That(await first.ReceiveAsync().WithinAsync(), Is.EqualTo(i * 2), "who gave up sees it as well");
        }
    });

    [Test, Property("Row", "BRD-07")]
    public Task OneReceiveIsUnderWayWhoeverWaits() => RunWithPeerAsync(async peer =>
    {
        await using var context = await peer.OpenDoubleAsync();
        await using MsgStream<int, int> stream = context.OpenStream();
        WatchedSource<int> source = new(stream);
        await using Broadcast<int> broadcast = source.Broadcast();
        Subscription<int>[] readers = [.. Enumerable.Range(0, 4).Select(_ => broadcast.Subscribe())];
        for (int i = 0; i < readers.Length; i++)
        {
            using CancellationTokenSource cancelled = new();
            Task<int>[] waiting = [.. readers.Select((reader, place) => reader.ReceiveAsync(place == i ? cancelled.Token : default).AsTask())];
            await cancelled.CancelAsync();
            Assert.ThrowsAsync<OperationCanceledException>(() => waiting[i].WithinAsync());
            Assert.That(source.Receives, Is.EqualTo(i + 1), "the receive goes on for the others");
            await stream.SendAsync(i);
            foreach (Task<int> one in waiting.Where(one => one != waiting[i]).Append(readers[i].ReceiveAsync().AsTask()))
            {
                Assert.That(await one.WithinAsync(), Is.EqualTo(i * 2), "one receive is for all");
            }
        }

        Assert.That((source.Receives, source.MostAtOnce), Is.EqualTo((readers.Length, 1)));
    });

    [Test, Property("Row", "BRD-07")]
    public Task ManyCancelledReadersLoseNothing() => RunWithPeerAsync(async peer =>
    {
        const int count = 3000;
        await using var context = await peer.OpenCountToAsync(count, "return", NewKey());
        await using MsgStream<int, int> stream = context.OpenStream(new StreamOptions { Window = count });
        Subscription<int>[] readers = [.. Enumerable.Range(0, 4).Select(_ => stream.Subscribe())];
        foreach (List<int> seen in await Task.WhenAll(readers.Select(one => Task.Run(one.ReadWithCancelsAsync))).WithinAsync())
        {
            Assert.That(seen, Is.EqualTo(Enumerable.Range(0, count)));
        }

        Assert.That(await context.ResultAsync(), Is.EqualTo(count));
    });
}
