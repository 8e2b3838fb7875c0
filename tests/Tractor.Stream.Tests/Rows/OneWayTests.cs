namespace Tractor.StreamTests;

/// <summary>One-way streams and what is built of them (STR-24, 25, 27, 28).</summary>
public abstract class OneWayTests(TreeKind kind) : StreamFixture(kind)
{
    [Test, Property("Row", "STR-24")]
    public Task AnEnumerableOfAnotherActorIsReadToItsEnd() => RunWithPeerAsync(async peer =>
    {
        string key = NewKey();
        List<int> received = [];
        await foreach (int item in peer.NumbersAsync(5000, key))
        {
            received.Add(item);
        }

        Assert.That(received, Is.EqualTo(Enumerable.Range(0, 5000)));
        Assert.That(await peer.ReadSignAsync(key), Is.EqualTo("5000"));
    });

    [Test, Property("Row", "STR-24")]
    public Task ItsErrorComesBehindItsItems() => RunWithPeerAsync(async peer =>
    {
        List<int> received = [];
        RemoteActorException error = Assert.ThrowsAsync<RemoteActorException>(async () =>
        {
            await foreach (int item in peer.FailingAsync(100))
            {
                received.Add(item);
            }
        })!;
        Assert.That((received.Count, error.Is<ArithmeticException>()), Is.EqualTo((100, true)));
        await Task.CompletedTask;
    });

    [Test, Property("Row", "STR-25")]
    public Task LeavingItCancelsTheProducer([Values("break", "dispose", "cancel", "timeout", "error")] string how) => RunWithPeerAsync(async peer =>
    {
        string key = NewKey();
        using CancellationTokenSource source = new();
        IAsyncEnumerator<int> numbers = peer.NumbersAsync(int.MaxValue, key, source.Token).GetAsyncEnumerator();
        Exception? error = await Soon.ErrorOfAsync(async () =>
        {
            await using (numbers)
            {
                for (int i = 0; await numbers.MoveNextAsync(); i++)
                {
                    if (i == 500)
                    {
                        switch (how)
                        {
                            case "cancel":
                                await source.CancelAsync();
                                break;
                            case "timeout":
                                source.CancelAfter(TimeSpan.FromMilliseconds(20));
                                break;
                            case "error":
                                throw new ArithmeticException("mine");
                            case "break":
                                return;
                            default:
                                await numbers.DisposeAsync();
                                break;
                        }
                    }
                }
            }
        });
        Assert.That(error, how switch { "cancel" or "timeout" => Is.InstanceOf<OperationCanceledException>(), "error" => Is.TypeOf<ArithmeticException>(), _ => Is.Null });
        Assert.That(await peer.ReadSignAsync(key).WithinAsync(), Is.EqualTo("cancelled"));
        Assert.That(await numbers.MoveNextAsync(), Is.False, "iterating afterwards ends at once");
    });

    [Test, Property("Row", "STR-27")]
    public Task TwoProducersAreMergedInOrder() => RunAsync(async nursery =>
    {
        Portal aggregator = await StartAsync(nursery, "aggregator");
        await using var context = await aggregator.OpenMergeAsync(1000);
        List<int> received = [];
        FairWatch? watch = null;
        await foreach (int item in context.OpenStream())
        {
            watch ??= FairWatch.Start(ProcessTree.Live());
            received.Add(item);
        }

        TimeSpan taken = watch!.Stop().Fair;
        Assert.That(received, Is.EqualTo(Enumerable.Range(0, 1000)));
        Assert.That(taken, Is.LessThan(TimeSpan.FromSeconds(3)));
        await context.ResultAsync();
    });

    [Test, Property("Row", "STR-27")]
    public async Task AMergeThatIsCancelledMidwayEndsCleanly([Values(1, 3, 30, 100, 200)] int milliseconds)
    {
        List<int> received = [];
        bool caught = await CancelScope.RunAsync(
            scope => RunAsync(
                async nursery =>
                {
                    Portal aggregator = await StartAsync(nursery, "aggregator");
                    await using var context = await aggregator.OpenMergeAsync(int.MaxValue);
                    await foreach (int item in context.OpenStream())
                    {
                        received.Add(item);
                    }
                },
                cancellationToken: scope.CancellationToken),
            TimeSpan.FromMilliseconds(milliseconds)).WithinAsync();
        Assert.That(caught, Is.True);
        Assert.That(received, Is.EqualTo(Enumerable.Range(0, received.Count)));
    }

    [Test, Property("Row", "STR-28")]
    public async Task AnInfiniteStreamEndsWithTheScopeAroundIt()
    {
        string key = NewKey();
        bool caught = false, cancelled = false;
        await RunAsync(async nursery =>
        {
            Portal peer = await StartAsync(nursery, "peer");
            caught = await CancelScope.RunAsync(async scope =>
            {
                await foreach (int item in peer.NumbersAsync(int.MaxValue, key, scope.CancellationToken))
                {
                    if (item == 1000)
                    {
                        scope.Cancel();
                    }
                }
            });
            Assert.That(await peer.ReadSignAsync(key), Is.EqualTo("cancelled"));
            await nursery.CancelAsync();
            cancelled = nursery.CancelCalled;
        });
        Assert.That((caught, cancelled), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task ACancelledNurseryEndsALoopThatIsGivenNoToken()
    {
        string key = NewKey();
        Exception? seen = null;
        await RunAsync(async nursery =>
        {
            Portal peer = await StartAsync(nursery, "peer");
            await using var context = await peer.OpenSendForeverAsync(key);
            MsgStream<int, int> stream = context.OpenStream();
            seen = await Soon.ErrorOfAsync(async () =>
            {
                await foreach (int item in stream)
                {
                    if (item == 1000)
                    {
                        await nursery.CancelAsync();
                    }
                }
            });
        });
        Assert.That(seen, Is.InstanceOf<OperationCanceledException>());
    }

    // The ladder asks the peer to end, or ends it by a signal, which may be heard of before the dialogs hear of the nursery.
    [Test]
    public async Task ALoopEndsByItsNurseryAlsoWhereThePeerIsFaster([Values] bool isOneWay, [Values] bool isAsked)
    {
        ActorLimits limits = Patient with { CancelTimeout = isAsked ? Soon.Bound : TimeSpan.Zero, KillTimeout = Soon.Bound };
        string key = NewKey();
        Exception? seen = null;
        bool hasEnded = false;
        await RunAsync(
            async nursery =>
            {
                Portal peer = await StartAsync(nursery, "peer");

                // Behind the nursery's children, before its dialogs.
                using IDisposable subscription = peer.Owner.OnCancel(
                    _ => hasEnded = SpinWait.SpinUntil(() => peer.Link.Dialogs.Snapshot().Length == 0, Soon.Bound));
                IAsyncEnumerable<int> items = isOneWay ? peer.NumbersAsync(int.MaxValue, key) : (await peer.OpenSendForeverAsync(key)).OpenStream();
                seen = await Soon.ErrorOfAsync(async () =>
                {
                    await foreach (int item in items)
                    {
                        if (item == 1000)
                        {
                            await nursery.CancelAsync();
                        }
                    }
                });
            },
            limits);
        Assert.That(hasEnded, Is.True);
        Assert.That(seen, Is.InstanceOf<OperationCanceledException>());
    }

    // Its producer does not end in time, which the ladder of the nursery sees to.
    [Test]
    public async Task AProducerThatIsStuckIsNoErrorOfANurseryThatIsCancelled()
    {
        ActorLimits limits = new() { DialogCancelTimeout = TimeSpan.FromMilliseconds(20), CancelTimeout = TimeSpan.FromSeconds(10) };
        Exception? seen = null;
        await RunAsync(
            async nursery =>
            {
                Portal peer = await StartAsync(nursery, "peer");
                seen = await Soon.ErrorOfAsync(async () =>
                {
                    await foreach (int _ in peer.DeafNumbersAsync(500))
                    {
                        await nursery.CancelAsync();
                    }
                });
            },
            limits);
        Assert.That(seen, Is.InstanceOf<OperationCanceledException>());
    }
}
