namespace Tractor.StreamTests;

/// <summary>Dialogs with items: who ends what (CTX-25 to 30).</summary>
public abstract class ContextStreamTests(TreeKind kind) : StreamFixture(kind)
{
    [Test, Property("Row", "CTX-25")]
    public async Task AServiceOutlivesItsClientsCancel([Values("cancel", "error", "scope")] string how)
    {
        string key = NewKey();
        await RunAsync(async nursery =>
        {
            Portal service = await StartAsync(nursery, "service");
            Exception? error = await Soon.ErrorOfAsync(() => CancelScope.RunAsync(scope => service.OpenServeAsync(
                async context =>
                {
                    MsgStream<int, int> stream = context.OpenStream();
                    for (int i = 0; i < 100; i++)
                    {
                        Assert.That(await stream.ReceiveAsync(), Is.EqualTo(i));
                    }

                    switch (how)
                    {
                        case "cancel":
                            await context.CancelAsync();
                            break;
                        case "scope":
                            scope.Cancel();
                            await stream.ReceiveAsync(scope.CancellationToken);
                            while (true)
                            {
                                await stream.ReceiveAsync(scope.CancellationToken);
                            }

                        default:
                            throw new ArithmeticException("mine");
                    }
                },
                key)));
            Assert.That(error, how == "error" ? Is.InstanceOf<ArithmeticException>() : Is.Null);
            string seen = await service.ReadSignAsync(key).WithinAsync();
            Assert.That(seen, Does.StartWith($"root {(how == "error" ? CancelReason.ParentEnded : CancelReason.Explicit)}"), "the outer hop is the client's");
            Assert.That(seen, Does.EndWith(" root>service service"), "the inner hop is the service's, by the client's request");
            Assert.That(await service.EchoAsync(3), Is.EqualTo(3), "the service goes on");
        });
    }

    [Test, Property("Row", "CTX-26")]
    public Task AnOpenerThatWaitsElsewhereIsInterrupted() => RunWithPeerAsync(async peer =>
    {
        Exception? elsewhere = null, there = null;
        await using var context = await peer.OpenCountToAsync(1, "cancel", NewKey());
        Task waiting = Task.Run(async () => elsewhere = await Soon.ErrorOfAsync(() => Task.Delay(Timeout.Infinite, context.CancellationToken)));
        MsgStream<int, int> stream = context.OpenStream();
        await waiting.WithinAsync();
        Assert.That(elsewhere, Is.InstanceOf<OperationCanceledException>());
        Assert.That(await stream.ReceiveAsync(), Is.Zero);
        there = await Soon.ErrorOfAsync(async () => await stream.ReceiveAsync());
        Assert.That(there, Is.InstanceOf<ContextCancelledException>().With.Property(nameof(ContextCancelledException.Canceller)).EqualTo(peer.Actor));
    });

    [Test, Property("Row", "CTX-26")]
    public Task AnOpenerThatWaitsForAnItemGetsTheErrorThere([Values("cancel", "error")] string ending) => RunWithPeerAsync(async peer =>
    {
        string key = NewKey();
        await using var context = await peer.OpenEndWithoutAsync(key, ending);
        Task<int> waiting = context.OpenStream().ReceiveAsync().AsTask();
        await peer.EchoAsync(1);
        Assert.That(waiting.IsCompleted, Is.False);
        await peer.WriteSignAsync(key, "");
        Exception? there = await Soon.ErrorOfAsync(() => waiting.WithinAsync());
        Assert.That(
            there,
            ending == "cancel"
                ? Is.InstanceOf<ContextCancelledException>().With.Property(nameof(ContextCancelledException.Canceller)).EqualTo(peer.Actor)
                : Is.InstanceOf<RemoteActorException>().With.Property(nameof(RemoteActorException.RemoteMessage)).EqualTo("theirs"));
        Assert.That((await context.WaitAsync()).Error, Is.SameAs(there));
    });

    [Test]
    public Task WhoClosesItsItemsEndsItsOwnWaitForOne() => RunWithPeerAsync(async peer =>
    {
        string key = NewKey();
        await using var context = await peer.OpenReceiveForeverAsync(key);
        MsgStream<int, int> stream = context.OpenStream();
        Task<int> waiting = stream.ReceiveAsync().AsTask();
        await stream.DisposeAsync();
        Assert.That(await peer.ReadSignAsync(key), Does.StartWith(nameof(StreamClosedException)));
        Assert.ThrowsAsync<StreamClosedException>(() => waiting.WithinAsync());
        Assert.That(Assert.ThrowsAsync<RemoteActorException>(() => context.ResultAsync())!.Is<StreamClosedException>(), Is.True);
    });

    [Test, Property("Row", "CTX-27")]
    public Task AnyTaskOfTheActorMayCancel() => RunWithPeerAsync(async peer =>
    {
        await using var context = await peer.OpenSendForeverAsync(NewKey());
        MsgStream<int, int> stream = context.OpenStream();
        Task<Exception?> reading = Soon.ErrorOfAsync(async () =>
        {
            while (true)
            {
                await stream.ReceiveAsync();
            }
        });
        await Task.Run(context.CancelAsync);
        Assert.That(await reading.WithinAsync(), Is.InstanceOf<ContextCancelledException>());
        Assert.That((context.CancelAcked, context.Canceller), Is.EqualTo((true, CurrentActor.Id)));
    });

    [Test, Property("Row", "CTX-28")]
    public Task TheEndOfThePeersTaskEndsTheLoop([Values("return", "error", "cancel")] string ending) => RunWithPeerAsync(async peer =>
    {
        await using var context = await peer.OpenCountToAsync(100, ending, NewKey());
        MsgStream<int, int> stream = context.OpenStream();
        int count = 0;
        Exception? thrown = await Soon.ErrorOfAsync(async () =>
        {
            await foreach (int item in stream)
            {
                Assert.That(item, Is.EqualTo(count++));
            }
        });
        Outcome<int> outcome = await context.WaitAsync();
        Assert.That(count, Is.EqualTo(100));
        Assert.That(thrown, Is.Null.Or.SameAs(outcome.Error), "the error may be there when the loop ends, or come later");
        Type? raised = (await Soon.ErrorOfAsync(async () => await stream.ReceiveAsync()))?.GetType();
        Assert.That((raised, outcome.Error?.GetType()), Is.EqualTo(ending switch
        {
            "error" => (typeof(RemoteActorException), typeof(RemoteActorException)),
            "cancel" => (typeof(ContextCancelledException), typeof(ContextCancelledException)),
            _ => (typeof(StreamClosedException), (Type?)null),
        }));
    });

    [Test, Property("Row", "CTX-29")]
    public Task LeavingTheDialogEndsThePeersTask([Values("break", "error", "cancel", "wait")] string how) => RunWithPeerAsync(async peer =>
    {
        string key = NewKey();
        Exception? error = await Soon.ErrorOfAsync(() => peer.OpenReceiveForeverAsync(
            async context =>
            {
                MsgStream<int, int> stream = context.OpenStream();
                await stream.SendAsync(1);
                switch (how)
                {
                    case "error":
                        throw new ArithmeticException("mine");
                    case "cancel":
                        await context.CancelAsync();
                        break;
                    default:
                        await stream.DisposeAsync();
                        break;
                }
            },
            key));
        string seen = await peer.ReadSignAsync(key).WithinAsync();
        bool isCancelled = how is "error" or "cancel";
        Assert.That(seen, Does.StartWith(isCancelled ? nameof(OperationCanceledException) : nameof(StreamClosedException)));
        Assert.That(error, how switch { "error" => Is.InstanceOf<ArithmeticException>(), "cancel" => Is.Null, _ => Is.InstanceOf<RemoteActorException>() });
    });

    [Test, Property("Row", "CTX-30")]
    public Task AStopForWhoOpenedNoStreamIsIgnored() => RunWithPeerAsync(async peer =>
    {
        await using var closing = await peer.OpenCountToAsync(10, "return", NewKey());
        Assert.That(await closing.ResultAsync(), Is.EqualTo(10), "the opener opened none");

        string key = NewKey();
        await using var ignoring = await peer.OpenIgnoreAsync(key);
        await ignoring.OpenStream().DisposeAsync();
        Assert.That(await peer.EchoAsync(1), Is.EqualTo(1));
        await peer.WriteSignAsync(key, "");
        Assert.That(await ignoring.ResultAsync(), Is.EqualTo(11), "the endpoint opened none");
    });
}
