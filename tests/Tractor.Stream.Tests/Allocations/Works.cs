namespace Tractor.StreamTests.Allocations;

/// <summary>What is done by the million with a peer.</summary>
internal static class Works
{
    private const int Callers = 16;
    private const int Streams = 8;

    private static readonly CommonPause Pause = new(Streams);

    public static async Task AnIntThatIsReceived(Portal peer, int count)
    {
        await foreach (int _ in peer.IntsAsync(count))
        {
        }
    }

    public static async Task AStructThatIsReceived(Portal peer, int count)
    {
        await foreach (Sample _ in peer.SamplesAsync(count))
        {
        }
    }

    /// <summary>The sender fills the window, and waits for credit, again and again.</summary>
    public static async Task AStructForAReaderThatPauses(Portal peer, int count)
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
    }

    /// <summary>All of them have their windows full at the same time, once.</summary>
    public static Task AStructOfManyStreamsAtOnce(Portal peer, int count) =>
        Task.WhenAll(Enumerable.Range(0, Streams).Select(_ => Task.Run(async () =>
        {
            const int between = 50_000;
            int read = 0;
            await foreach (Sample _ in peer.SamplesAsync(count / Streams))
            {
                if (++read == between)
                {
                    await Pause.TakeAsync(peer);
                }
            }
        })));

    public static async Task AnIntThatIsSent(Portal peer, int count)
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
    }

    public static async Task AStructThereAndBack(Portal peer, int count)
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
    }

    public static async Task AnIntForManyReaders(Portal peer, int count)
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
    }

    public static async Task AStructForManyReadersOfADialog(Portal peer, int count)
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
    }

    /// <summary>Each item is sent when all of them wait for it.</summary>
    public static async Task AnItemThatManyReadersWaitFor(Portal peer, int count)
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
    }

    public static Task ACall(Portal peer, int count) => ByAllAsync(async caller =>
    {
        for (int i = caller; i < count; i += Callers)
        {
            if (await peer.EchoLongAsync(i) != i)
            {
                Assert.Fail("a call got the result of another");
            }
        }
    });

    /// <summary>The caller's task, as its signature says, and the callee's own.</summary>
    public static Task ACallOfATask(Portal peer, int count) => ByAllAsync(async caller =>
    {
        for (int i = caller; i < count; i += Callers)
        {
            await peer.EchoTaskAsync(i);
        }
    });

    /// <summary>They run on the pool.</summary>
    public static async Task ACallBehindOneThatBlocked(Portal peer, int count)
    {
        const int between = 500;
        for (int i = 0; i < count; i += between)
        {
            ValueTask<long> blocked = peer.EchoOrBlockAsync(i, blocks: true);
            await peer.LetGoOnAsync();
            await blocked;
            for (int k = 1; k < between; k++)
            {
                await peer.EchoOrBlockAsync(i + k, blocks: false);
            }
        }
    }

    private static Task ByAllAsync(Func<int, Task> caller) => Task.WhenAll(Enumerable.Range(0, Callers).Select(i => Task.Run(() => caller(i))));
}
