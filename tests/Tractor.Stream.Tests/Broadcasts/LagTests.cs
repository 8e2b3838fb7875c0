namespace Tractor.StreamTests;

/// <summary>Readers of another actor's items that fall behind (BRD-04 to 06, 10).</summary>
public abstract class LagTests(TreeKind kind) : StreamFixture(kind)
{
    private const int Window = 8;
    private const int Count = 30;

    [Test, Property("Row", "BRD-04")]
    public Task WhoFallsBehindIsToldAndGoesOnWithTheOldest([Values] ReaderSource source) => RunWithReadersAsync(source, Count, Window, async subscribe =>
    {
        Subscription<int> fast = subscribe(LagHandling.Throw);
        Subscription<int>[] slow = [.. Enumerable.Range(0, 3).Select(_ => subscribe(LagHandling.Throw))];
        Assert.That(slow.Select(one => one.Window), Is.All.EqualTo(Window), "as many are kept as may be unread of the stream");
        Assert.That(await fast.ReadAsync(Window), Is.EqualTo(Enumerable.Range(0, Window)));
        foreach (Subscription<int> one in slow)
        {
            Assert.That(await one.ReceiveAsync().WithinAsync(), Is.Zero, "as far behind as the window is no lag");
        }

        Assert.That(await fast.ReadAsync(Window + 4), Is.EqualTo(Enumerable.Range(Window, Window + 4)));
        await using IAsyncEnumerator<int> loop = slow[2].GetAsyncEnumerator();
        LaggedException[] lags =
        [
            Assert.ThrowsAsync<LaggedException>(async () => await slow[0].ReceiveAsync())!,
            Assert.Throws<LaggedException>(() => slow[1].TryReceive(out _))!,
            Assert.ThrowsAsync<LaggedException>(async () => await loop.MoveNextAsync())!,
        ];
        Assert.That(lags.Select(lag => (lag.Skipped, lag.Capacity)), Is.All.EqualTo((11L, Window)));
        foreach (Subscription<int> one in slow)
        {
            Assert.That(await one.ReadAsync(Window), Is.EqualTo(Enumerable.Range(12, Window)), "the oldest that is kept, and what follows");
        }

        foreach (int next in Enumerable.Range(20, Count - 20))
        {
            Assert.That(await slow[0].ReceiveAsync().WithinAsync(), Is.EqualTo(next), "it may lead by now");
            Assert.That(await fast.ReceiveAsync().WithinAsync(), Is.EqualTo(next));
        }

        Assert.ThrowsAsync<StreamClosedException>(async () => await slow[0].ReceiveAsync());
    });

    [Test, Property("Row", "BRD-05")]
    public async Task WhoFallsBehindMayGoOnWithAWarning([Values] ReaderSource source)
    {
        Warnings log = new();
        await RunWithReadersAsync(source, Count, Window, log, async subscribe =>
        {
            Subscription<int> fast = subscribe(LagHandling.Throw);
            Subscription<int>[] slow = [.. Enumerable.Range(0, 3).Select(_ => subscribe(LagHandling.Skip))];
            Assert.That(await fast.ReadAllAsync().WithinAsync(), Is.EqualTo(Enumerable.Range(0, Count)));
            Assert.That(log.All.Where(IsOfLag), Is.Empty, "nobody has looked yet");
            Assert.That(await slow[0].ReadAllAsync().WithinAsync(), Is.EqualTo(Enumerable.Range(Count - Window, Window)));
            Assert.That(await slow[1].ReadAsync(Window), Is.EqualTo(Enumerable.Range(Count - Window, Window)));
            Assert.That((slow[2].TryReceive(out int oldest), oldest), Is.EqualTo((true, Count - Window)));
        });
        Assert.That(log.All.Where(IsOfLag).ToArray(), Has.Length.EqualTo(3).And.All.Contains($"lost {Count - Window} items"));
    }

    /// <summary>The slow ones read on tasks of their own, each of them an item or a lag now and then.</summary>
    [Test, Property("Row", "BRD-06")]
    public Task TheFastestNeverLags([Values] ReaderSource source, [Values(8, 64)] int window)
    {
        const int count = 5000;
        return RunWithReadersAsync(source, count, window, async subscribe =>
        {
            Subscription<int> fast = subscribe(LagHandling.Throw);
            Subscription<int>[] slow = [.. Enumerable.Range(0, 3).Select(_ => subscribe(LagHandling.Throw))];
            SemaphoreSlim[] turns = [.. slow.Select(_ => new SemaphoreSlim(0))];
            using CancellationTokenSource end = new();
            Task<int>[] slowly = [.. slow.Zip(turns, (one, turn) => Task.Run(() => CountLagsAsync(one, turn, end.Token)))];
            List<int> seen = [];
            await foreach (int item in fast)
            {
                seen.Add(item);
                foreach (SemaphoreSlim turn in turns.Where(turn => seen.Count % (3 * window) == 0 && turn.CurrentCount == 0))
                {
                    turn.Release();
                }
            }

            await end.CancelAsync();
            await Task.WhenAll(slowly).WithinAsync();
            Assert.That(seen, Is.EqualTo(Enumerable.Range(0, count)), "all of them, and without a lag");
            for (int i = 0; i < slow.Length; i++)
            {
                Exception? last = await Soon.ErrorOfAsync(() => slow[i].ReceiveAsync().AsTask());
                Assert.That(await slowly[i] + (last is LaggedException ? 1 : 0), Is.Positive, "the others do");
            }
        });
    }

    [Test, Property("Row", "BRD-10")]
    public Task WhoNeverReadCountsFromWhereItSubscribed([Values] ReaderSource source) => RunWithReadersAsync(source, Count, Window, async subscribe =>
    {
        Subscription<int> fast = subscribe(LagHandling.Throw), first = subscribe(LagHandling.Throw);
        await fast.ReadAsync(5);
        Subscription<int> fifth = subscribe(LagHandling.Throw);
        await fast.ReadAsync(Count - Window - 5);
        Subscription<int> inTime = subscribe(LagHandling.Throw), ofALaggard = first.Subscribe();
        await fast.ReadAsync(2);
        Subscription<int> late = subscribe(LagHandling.Throw);
        Assert.That(await fast.ReadAllAsync().WithinAsync(), Has.Count.EqualTo(Window - 2));

        foreach ((Subscription<int> one, int place) in new[] { (first, 0), (fifth, 5) })
        {
            LaggedException lag = Assert.ThrowsAsync<LaggedException>(async () => await one.ReceiveAsync())!;
            Assert.That((lag.Skipped, lag.Capacity), Is.EqualTo((Count - Window - place, Window)));
        }

        const int newest = Count - 1;
        foreach (Subscription<int> one in new[] { first, fifth, inTime, ofALaggard })
        {
            Assert.That(await one.ReadAllAsync().WithinAsync(), Is.EqualTo(Enumerable.Range(newest - (Window - 1), Window)), "the oldest is kept window - 1 behind the newest");
        }

        Assert.That(await late.ReadAllAsync().WithinAsync(), Is.EqualTo(Enumerable.Range(Count - Window + 2, Window - 2)));
    });

    private static bool IsOfLag(string warning) => warning.Contains("fell behind", StringComparison.Ordinal);

    // At most one turn is kept for it, so it cannot overtake the fast one by a window.
    private static async Task<int> CountLagsAsync(Subscription<int> items, SemaphoreSlim turn, CancellationToken end)
    {
        int lags = 0;
        try
        {
            while (true)
            {
                await turn.WaitAsync(end);
                Exception? error = await Soon.ErrorOfAsync(() => items.ReceiveAsync(end).AsTask());
                Assert.That(error, Is.Null.Or.InstanceOf<LaggedException>().Or.InstanceOf<StreamClosedException>().Or.InstanceOf<OperationCanceledException>());
                lags += error is LaggedException ? 1 : 0;
            }
        }
        catch (OperationCanceledException)
        {
            return lags;
        }
    }

    private Task RunWithReadersAsync(ReaderSource source, int count, int window, Func<Func<LagHandling, Subscription<int>>, Task> body) =>
        RunWithReadersAsync(source, count, window, new Warnings(), body);

    private Task RunWithReadersAsync(ReaderSource source, int count, int window, Warnings log, Func<Func<LagHandling, Subscription<int>>, Task> body) => RunAsync(
        async nursery =>
        {
            Portal peer = await StartAsync(nursery, "peer");
            if (source == ReaderSource.Sequence)
            {
                await using Broadcast<int> broadcast = peer.NumbersAsync(count, NewKey()).Broadcast(window, log);
                await body(broadcast.Subscribe);
                return;
            }

            await using var context = await peer.OpenCountToAsync(count, "return", NewKey());
            await using (MsgStream<int, int> stream = context.OpenStream(new StreamOptions { Window = window }))
            {
                await body(stream.Subscribe);
            }

            Assert.That(await context.ResultAsync(), Is.EqualTo(count));
        },
        Options() with { LoggerFactory = log });
}
