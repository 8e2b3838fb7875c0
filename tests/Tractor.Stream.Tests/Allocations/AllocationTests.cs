namespace Tractor.StreamTests.Allocations;

/// <summary>
/// What both processes together allocate an item or call in steady state, by the precise total. Something else in the
/// test host may allocate meanwhile, but not each time: the least of several runs counts. What opening costs is left out:
/// a run of a tenth as many costs that as well.
/// </summary>
[TestFixture]
[NonParallelizable]
public sealed class AllocationTests() : StreamFixture(TreeKind.Processes)
{
    private const int Items = 1_000_000;

    // A call takes twenty times as long as an item, so they are fewer: as many as it takes for the two kilobytes of a thread
    // that the pool adds meanwhile to stay below the bound, twice.
    private const int Calls = 500_000;
    private const int Callers = 16;
    private const int Streams = 8;
    private const int Runs = 6;
    private const double Bound = 0.01;

    // Of so few, that thread would show. The smallest object has 24 bytes.
    private const int Waits = 100_000;
    private const int Noise = 1;

    // A task with a long as its result, and one that gets it from a value-task source.
    private const int TaskBytes = 72;
    private const int TaskOfCallBytes = 88;

    [Test]
    public Task AnIntThatIsReceivedCostsNothing() => CostsAsync(Items, 0, async (peer, count) =>
    {
        await foreach (int _ in peer.IntsAsync(count))
        {
        }
    });

    [Test]
    public Task AStructThatIsReceivedCostsNothing() => CostsAsync(Items, 0, async (peer, count) =>
    {
        await foreach (Sample _ in peer.SamplesAsync(count))
        {
        }
    });

    /// <summary>The sender fills the window, and waits for credit, again and again.</summary>
    [Test]
    public Task AStructForAReaderThatPausesCostsNothing() => CostsAsync(Items, 0, async (peer, count) =>
    {
        const int between = 10_000;
        const int pause = 20;
        int read = 0;
        await foreach (Sample _ in peer.SamplesAsync(count))
        {
            for (int i = ++read % between == 0 ? 0 : pause; i < pause; i++)
            {
                await peer.EchoLongAsync(i);
            }
        }
    });

    /// <summary>All of them have their windows full at the same time, once.</summary>
    [Test]
    public async Task AStructOfManyStreamsAtOnceCostsNothing()
    {
        const int between = 50_000;
        const int pause = 1000;
        int reading = Streams;
        TaskCompletionSource allPause = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await CostsAsync(Items, 0, (peer, count) => Task.WhenAll(Enumerable.Range(0, Streams).Select(_ => Task.Run(async () =>
        {
            int read = 0;
            await foreach (Sample _ in peer.SamplesAsync(count / Streams))
            {
                if (++read == between && !allPause.Task.IsCompleted)
                {
                    await PauseAsync(peer);
                }
            }
        }))));

        async Task PauseAsync(Portal peer)
        {
            if (Interlocked.Decrement(ref reading) == 0)
            {
                for (int i = 0; i < pause; i++)
                {
                    await peer.EchoLongAsync(i);
                }

                allPause.SetResult();
            }

            await allPause.Task;
        }
    }

    [Test]
    public Task AnIntThatIsSentCostsNothing() => CostsAsync(Items, 0, async (peer, count) =>
    {
        await using var context = await peer.OpenSinkAsync();
        await using (MsgStream<int, int> stream = context.OpenStream())
        {
            for (int i = 0; i < count; i++)
            {
                await stream.SendAsync(i);
            }
        }

        Assert.That(await context.ResultAsync(), Is.EqualTo(count));
    });

    [Test]
    public Task AStructThereAndBackCostsNothing() => CostsAsync(Items, 0, async (peer, count) =>
    {
        const int ahead = 32;
        await using var context = await peer.OpenMirrorAsync();
        await using (MsgStream<Sample, Sample> stream = context.OpenStream())
        {
            for (int i = 0; i < count + ahead; i++)
            {
                if (i < count)
                {
                    await stream.SendAsync(new Sample(i, i, i));
                }

                if (i >= ahead && (await stream.ReceiveAsync()).Id != i - ahead)
                {
                    Assert.Fail("items are out of order");
                }
            }
        }

        Assert.That(await context.ResultAsync(), Is.EqualTo(count));
    });

    [Test]
    public Task AnIntForManyReadersCostsNothing() => CostsAsync(Items, 0, async (peer, count) =>
    {
        await using Broadcast<int> broadcast = peer.IntsAsync(count).Broadcast();
        await using Subscription<int> one = broadcast.Subscribe();
        Subscription<int> other = broadcast.Subscribe();
        await foreach (int item in one)
        {
            if (await other.ReceiveAsync() != item)
            {
                Assert.Fail("two readers see different items");
            }
        }
    });

    [Test]
    public Task AStructForManyReadersOfADialogCostsNothing() => CostsAsync(Items, 0, async (peer, count) =>
    {
        const int ahead = 32;
        await using var context = await peer.OpenMirrorAsync();
        await using (MsgStream<Sample, Sample> stream = context.OpenStream())
        {
            await using StreamSubscription<Sample, Sample> one = stream.Subscribe(), other = stream.Subscribe();
            for (int i = 0; i < count + ahead; i++)
            {
                if (i < count)
                {
                    await one.SendAsync(new Sample(i, i, i));
                }

                if (i >= ahead && await one.ReceiveAsync() != await other.ReceiveAsync())
                {
                    Assert.Fail("two readers see different items");
                }
            }
        }

        Assert.That(await context.ResultAsync(), Is.EqualTo(count));
    });

    /// <summary>Each item is sent when all of them wait for it.</summary>
    [Test]
    public Task AnItemThatManyReadersWaitForCostsNothing() => CostsAsync(Waits, Noise, async (peer, count) =>
    {
        await using var context = await peer.OpenMirrorAsync();
        await using (MsgStream<Sample, Sample> stream = context.OpenStream())
        {
            StreamSubscription<Sample, Sample>[] readers = [stream.Subscribe(), stream.Subscribe(), stream.Subscribe()];
            ValueTask<Sample>[] waiting = new ValueTask<Sample>[readers.Length];
            for (int i = 0; i < count; i++)
            {
                for (int reader = 0; reader < readers.Length; reader++)
                {
#pragma warning disable CA2012 // Awaited below, once.
                    waiting[reader] = readers[reader].ReceiveAsync();
#pragma warning restore CA2012
                }

                await stream.SendAsync(new Sample(i, i, i));
                for (int reader = 0; reader < readers.Length; reader++)
                {
                    if ((await waiting[reader]).Id != i)
                    {
                        Assert.Fail("items are out of order");
                    }
                }
            }
        }

        Assert.That(await context.ResultAsync(), Is.EqualTo(count));
    });

    [Test]
    public Task ACallCostsNothing() => CostsAsync(Calls, 0, (peer, count) => ByAllAsync(async caller =>
    {
        for (int i = caller; i < count; i += Callers)
        {
            if (await peer.EchoLongAsync(i) != i)
            {
                Assert.Fail("a call got the result of another");
            }
        }
    }));

    /// <summary>The caller's task, as its signature says, and the callee's own.</summary>
    [Test]
    public Task ACallOfATaskCostsThatTask() => CostsAsync(Calls, TaskBytes + TaskOfCallBytes, (peer, count) => ByAllAsync(async caller =>
    {
        for (int i = caller; i < count; i += Callers)
        {
            await peer.EchoTaskAsync(i);
        }
    }));

    private static Task ByAllAsync(Func<int, Task> caller) => Task.WhenAll(Enumerable.Range(0, Callers).Select(i => Task.Run(() => caller(i))));

    // Each measurement is bounded by itself: together they are a dozen, of millions of items.
    private Task CostsAsync(int count, int own, Func<Portal, int, Task> work) => ActorNursery.RunAsync(async nursery =>
    {
        Portal peer = await nursery.StartActorAsync("peer", Costs.Endpoints);

        // On the pool: a test's own context would cost something at each wait.
        await Task.Run(() => work(peer, count)).WithinAsync();
        int few = count / 10;
        double opening = await LeastAsync(Runs, 0, () => AllocatedByAsync(peer, work, few));
        double least = await LeastAsync(Runs, opening + ((count - few) * (own + Bound)), () => AllocatedByAsync(peer, work, count));
        Assert.That((least - opening) / (count - few), Is.LessThan(own + Bound));
        await nursery.CancelAsync();
    }, Options());

    private static async Task<double> LeastAsync(int runs, double enough, Func<Task<long>> measure)
    {
        double least = double.MaxValue;
        for (int run = 0; run < runs && least > enough; run++)
        {
            least = Math.Min(least, await measure());
        }

        return least;
    }

    private static async Task<long> AllocatedByAsync(Portal peer, Func<Portal, int, Task> work, int count)
    {
        long before = await TotalAsync(peer);
        await Task.Run(() => work(peer, count)).WithinAsync();
        return await TotalAsync(peer) - before;
    }

    private static async Task<long> TotalAsync(Portal peer) => await peer.AllocatedAsync() + GC.GetTotalAllocatedBytes(precise: true);
}
