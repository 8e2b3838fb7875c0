using System.Threading.Channels;

namespace Tractor.StreamTests;

/// <summary>What a stream is: both ways, in order, one-shot, and how it ends (STR-01 to 07, 15 to 19, 23, 26).</summary>
public abstract class StreamTests(TreeKind kind) : StreamFixture(kind)
{
    [Test, Property("Row", "STR-01")]
    public Task ItemsGoBothWaysInOrder() => RunWithPeerAsync(async peer =>
    {
        const int count = 1000;
        await using var context = await peer.OpenDoubleAsync();
        MsgStream<int, int> stream = context.OpenStream();
        Task sending = Task.Run(async () =>
        {
            for (int i = 0; i < count; i++)
            {
                await stream.SendAsync(i);
            }
        });
        List<int> received = [];
        for (int i = 0; i < count; i++)
        {
            received.Add(await stream.ReceiveAsync());
        }

        await sending;
        await stream.DisposeAsync();
        Assert.That(received, Is.EqualTo(Enumerable.Range(0, count).Select(i => i * 2)));
        Assert.That(await context.ResultAsync(), Is.EqualTo(count));
    });

    [Test, Property("Row", "STR-02")]
    public Task LeavingTheStreamEndsThePeersLoopAndKeepsTheDialog() => RunWithPeerAsync(async peer =>
    {
        await using var context = await peer.OpenDoubleAsync();
        await using (MsgStream<int, int> stream = context.OpenStream())
        {
            await stream.SendAsync(1);
            Assert.That(await stream.ReceiveAsync(), Is.EqualTo(2));
        }

        Assert.That(await context.ResultAsync(), Is.EqualTo(1));
    });

    [Test, Property("Row", "STR-03")]
    public Task TheEndIsTheSameEveryTime() => RunWithPeerAsync(async peer =>
    {
        await using var context = await peer.OpenCountToAsync(2, "return", NewKey());
        MsgStream<int, int> stream = context.OpenStream();
        Assert.That((await stream.ReceiveAsync(), await stream.ReceiveAsync()), Is.EqualTo((0, 1)));
        for (int i = 0; i < 3; i++)
        {
            StreamClosedException end = Assert.ThrowsAsync<StreamClosedException>(async () => await stream.ReceiveAsync())!;
            Assert.That((end.ClosedByPeer, end.Endpoint), Is.EqualTo((true, context.Endpoint)));
        }

        Assert.That(stream.TryReceive(out _), Is.False);
        await context.ResultAsync();
        Assert.That(Assert.ThrowsAsync<StreamClosedException>(async () => await stream.SendAsync(1))!.ClosedByPeer, Is.True, "sending after the end");
        await stream.DisposeAsync();
        Assert.That(Assert.ThrowsAsync<StreamClosedException>(async () => await stream.SendAsync(1))!.ClosedByPeer, Is.False, "sending after the close");
        Assert.That(Assert.ThrowsAsync<StreamClosedException>(async () => await stream.ReceiveAsync())!.ClosedByPeer, Is.False, "receiving after the close");
        Assert.Throws<StreamClosedException>(() => stream.TrySend(1));
    });

    [Test, Property("Row", "STR-04")]
    public Task TheDelegateFormAbsorbsTheEndAndNothingElse() => RunWithPeerAsync(async peer =>
    {
        List<int> received = [];
        await using var context = await peer.OpenCountToAsync(3, "return", NewKey());
        await context.OpenStreamAsync(async stream =>
        {
            while (true)
            {
                received.Add(await stream.ReceiveAsync());
            }
        });
        Assert.That(received, Is.EqualTo(new[] { 0, 1, 2 }));
        await context.ResultAsync();

        await using var other = await peer.OpenDoubleAsync();
        Assert.ThrowsAsync<ArithmeticException>(() => other.OpenStreamAsync(_ => throw new ArithmeticException("mine")));
        Assert.That(await other.ResultAsync(), Is.Zero, "the stream was closed behind the body");
    });

    [Test, Property("Row", "STR-05")]
    public Task AnErrorBehindTheEndIsPreferred() => RunWithPeerAsync(async peer =>
    {
        await using var context = await peer.OpenCountToAsync(2, "error", NewKey());
        await context.CancellationToken.FiresAsync();
        MsgStream<int, int> stream = context.OpenStream();
        Assert.That((await stream.ReceiveAsync(), await stream.ReceiveAsync()), Is.EqualTo((0, 1)), "what came before it is read");
        Exception error = Assert.ThrowsAsync<RemoteActorException>(async () => await stream.ReceiveAsync())!;
        Assert.That(Assert.ThrowsAsync<RemoteActorException>(async () => await stream.ReceiveAsync()), Is.SameAs(error).And.SameAs(context.RemoteError));
        Assert.That(Assert.ThrowsAsync<RemoteActorException>(async () => await stream.SendAsync(1)), Is.SameAs(error));
        Assert.ThrowsAsync<RemoteActorException>(() => context.ResultAsync());
    });

    // The stream is closed before the error is known: in a clean-up, say.
    [TestCase("error in clean-up", typeof(RemoteActorException))]
    [TestCase("park", typeof(StreamClosedException))]
    [TestCase("return", typeof(StreamClosedException))]
    [Property("Row", "STR-05")]
    public Task AnErrorBehindTheEndIsNotLostToABodyThatFailsByTheEnd(string ending, Type expected) => RunWithPeerAsync(async peer =>
    {
        Exception? thrown = await Soon.ErrorOfAsync(() => peer.OpenCountToAsync(
            async context =>
            {
                MsgStream<int, int> stream = context.OpenStream();
                while (true)
                {
                    await stream.ReceiveAsync();
                }
            },
            2,
            ending,
            NewKey()));
        Assert.That(thrown, Is.TypeOf(expected));
    });

    // The end of another stream is the body's own error, which wins (CTX-19).
    [Test, Property("Row", "STR-05")]
    public Task TheEndOfAnotherStreamIsNoneOfTheDialogs() => RunWithPeerAsync(async peer =>
    {
        await using var other = await peer.OpenCountToAsync(0, "return", NewKey());
        MsgStream<int, int> ended = other.OpenStream();
        Exception? thrown = await Soon.ErrorOfAsync(() => peer.OpenCountToAsync(
            async context =>
            {
                await Soon.ErrorOfAsync(() => context.ResultAsync());
                await ended.ReceiveAsync();
            },
            0,
            "error",
            NewKey()));
        Assert.That(thrown, Is.TypeOf<StreamClosedException>());
    });

    [Test, Property("Row", "STR-06")]
    public Task OnesOwnCancelEndsTheStreamWithIt() => RunWithPeerAsync(async peer =>
    {
        Exception? seen = null, received = null, sent = null;
        Outcome<int> outcome = await peer.OpenSendForeverAsync(
            async context =>
            {
                MsgStream<int, int> stream = context.OpenStream();
                await stream.ReceiveAsync();
                await context.CancelAsync();
                sent = await Soon.ErrorOfAsync(async () => await stream.SendAsync(1));
                seen = await Soon.ErrorOfAsync(async () =>
                {
                    await foreach (int _ in stream)
                    {
                    }
                });
                received = await Soon.ErrorOfAsync(async () => await stream.ReceiveAsync());
                throw seen!;
            },
            NewKey());
        Assert.That(seen, Is.InstanceOf<ContextCancelledException>().With.Property("Canceller").EqualTo(CurrentActor.Id));
        Assert.That(new[] { sent, received }, Is.All.SameAs(seen));
        Assert.That(outcome.IsCancelled, Is.True, "the end of the block absorbs it");
    });

    [Test, Property("Row", "STR-07")]
    public Task AStreamIsNotOpenedAfterTheCancel() => RunWithPeerAsync(async peer =>
    {
        await using var acknowledged = await peer.OpenIgnoreAsync(NewKey());
        await acknowledged.CancelAsync();
        Assert.That(acknowledged.CancelAcked, Is.True);
        Assert.Throws<ContextCancelledException>(() => acknowledged.OpenStream());
    });

    [Test, Property("Row", "STR-07")]
    public Task AStreamIsNotOpenedAfterACancelThatNobodyAcknowledged() => RunWithPeerAsync(
        async peer =>
        {
            string key = NewKey();
            await using var deaf = await peer.OpenDeafAsync(key);
            await deaf.CancelAsync();
            Assert.That(deaf.CancelAcked, Is.False);
            Assert.Throws<InvalidOperationException>(() => deaf.OpenStream());
            await peer.WriteSignAsync(key, "");
            await deaf.WaitAsync();
        },
        new ActorLimits { DialogCancelTimeout = TimeSpan.FromMilliseconds(150) });

    [Test]
    public Task AStreamOfACancelledNurseryIsNotOpened() => RunAsync(async nursery =>
    {
        Portal peer = await StartAsync(nursery, "peer");
        await using var context = await peer.OpenIgnoreAsync(NewKey());
        await nursery.CancelAsync();
        Assert.That(() => context.OpenStream(), Throws.InstanceOf<OperationCanceledException>(), "asked");
        await Soon.UntilAsync(() => context.Outcome is not null);
        Assert.That(() => context.OpenStream(), Throws.InstanceOf<OperationCanceledException>(), "acknowledged");
    });

    [Test, Property("Row", "STR-15")]
    public Task LeavingTheLoopClosesNothing() => RunWithPeerAsync(async peer =>
    {
        await using var context = await peer.OpenCountToAsync(10, "return", NewKey());
        MsgStream<int, int> stream = context.OpenStream();
        await foreach (int item in stream)
        {
            if (item == 3)
            {
                break;
            }
        }

        Assert.That(await stream.ReceiveAsync(), Is.EqualTo(4));
        List<int> rest = [];
        await foreach (int item in stream)
        {
            rest.Add(item);
        }

        Assert.That(rest, Is.EqualTo(Enumerable.Range(5, 5)));
        Assert.That(await context.ResultAsync(), Is.EqualTo(10));
    });

    [Test, Property("Row", "STR-16")]
    public Task TwoTasksASideAskAndAnswer([Values(50, 500)] int mine, [Values(50, 500)] int theirs) => RunWithPeerAsync(async peer =>
    {
        await using var context = await peer.OpenAnswerAsync(theirs);
        MsgStream<(int Id, int Value), (int Id, int Value)> stream = context.OpenStream();
        Channel<(int Id, int Value)> replies = Channel.CreateUnbounded<(int Id, int Value)>();
        Task sending = Task.Run(async () =>
        {
            for (int i = 0; i < mine; i++)
            {
                await stream.SendAsync((i, i));
            }

            await foreach ((int id, int value) in replies.Reader.ReadAllAsync())
            {
                await stream.SendAsync((id, value));
            }
        });
        Dictionary<int, int> answers = [];
        int asked = 0;
        while (answers.Count < mine || asked < theirs)
        {
            (int id, int value) = await stream.ReceiveAsync();
            if (id >= 0)
            {
                answers.Add(id, value);
            }
            else
            {
                asked++;
                replies.Writer.TryWrite((id, value));
            }
        }

        replies.Writer.Complete();
        await sending;
        await stream.DisposeAsync();
        Assert.That(answers, Is.EqualTo(Enumerable.Range(0, mine).ToDictionary(i => i, i => i * i)));
        Assert.That(await context.ResultAsync(), Is.EqualTo(theirs));
    });

    [Test, Property("Row", "STR-17")]
    public async Task SubscribersChangeTheirTopicsWhileItRuns([Values("error", "cancel", "deadline")] string ending)
    {
        int consumers = Environment.ProcessorCount;
        bool caught = false;
        Exception? failure = await Soon.ErrorOfAsync(async () => caught = await CancelScope.RunAsync(scope => RunAsync(async nursery =>
        {
            Portal publisher = await StartAsync(nursery, "publisher");
            await Task.WhenAll(Enumerable.Range(0, consumers).Select(async n =>
            {
                var context = await publisher.OpenPublishAsync();
                MsgStream<(string Topic, int Value), (string Topic, bool On)> stream = context.OpenStream();
                string first = $"even_{n}", second = $"odd_{n}";
                await stream.SendAsync((first, true));
                Assert.That((await stream.ReceiveAsync()).Topic, Is.EqualTo(first));
                await stream.SendAsync((second, true));
                while ((await stream.ReceiveAsync()).Topic != second)
                {
                }

                await stream.SendAsync((first, false));
                for (int inRow = 0; inRow < 10_000;)
                {
                    string topic = (await stream.ReceiveAsync()).Topic;
                    Assert.That(topic, Is.AnyOf(first, second), "only what was asked for");
                    inRow = topic == second ? inRow + 1 : 0;
                }
            }));
            switch (ending)
            {
                case "error":
                    throw new ArithmeticException("mine");
                case "cancel":
                    await nursery.CancelAsync();
                    break;
                default:
                    scope.Deadline = TimeSpan.FromMilliseconds(50);
                    await Task.Delay(Timeout.Infinite, nursery.CancellationToken);
                    break;
            }
        })));
        Assert.That(failure, ending == "error" ? Is.InstanceOf<ArithmeticException>() : Is.Null);
        Assert.That(caught, Is.EqualTo(ending == "deadline"));
    }

    [Test, Property("Row", "STR-19")]
    public Task ClosingIsIdempotentAndNeverThrows() => RunWithPeerAsync(async peer =>
    {
        await using var ended = await peer.OpenCountToAsync(1, "error", NewKey());
        MsgStream<int, int> stream = ended.OpenStream();
        await ended.WaitAsync();
        await stream.DisposeAsync();
        await stream.DisposeAsync();

        await using var running = await peer.OpenDoubleAsync();
        MsgStream<int, int> other = running.OpenStream();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => other.DisposeAsync().AsTask())));
        Assert.That(await running.ResultAsync(), Is.Zero);
        long once = await BytesOfAsync(1), often = await BytesOfAsync(8);
        Assert.That(often, Is.EqualTo(once), "one Stop was sent");

        Portal direct = await CurrentActor.ConnectAsync(await peer.WhereAsync());
        await using var cut = await direct.OpenDoubleAsync();
        MsgStream<int, int> lost = cut.OpenStream();
        direct.Link.Abort(new IOException("cut"));
        await lost.DisposeAsync();
        await direct.Link.Lost.WithinAsync();
        await lost.DisposeAsync();
        Assert.That((await cut.WaitAsync()).Error, Is.InstanceOf<PeerLostException>());

        async Task<long> BytesOfAsync(int closes)
        {
            long before = await SentAsync();
            await using var context = await peer.OpenDoubleAsync();
            MsgStream<int, int> closed = context.OpenStream();
            for (int i = 0; i < closes; i++)
            {
                await closed.DisposeAsync();
            }

            await context.ResultAsync();
            return await SentAsync() - before;
        }

        // The answer may be here before its request has been counted.
        async Task<long> SentAsync()
        {
            await peer.Link.Outgoing.FlushAsync();
            return peer.Link.Traffic.Sent;
        }
    });

    [Test, Property("Row", "STR-19")]
    public Task ClosingReleasesWhoReceives() => RunWithPeerAsync(async peer =>
    {
        await using var context = await peer.OpenIgnoreAsync(NewKey());
        MsgStream<int, int> stream = context.OpenStream();
        Task<int> receiving = stream.ReceiveAsync().AsTask();
        Assert.That(receiving.IsCompleted, Is.False);
        await stream.DisposeAsync();
        Assert.That(Assert.ThrowsAsync<StreamClosedException>(() => receiving.WithinAsync())!.ClosedByPeer, Is.False);
        await context.CancelAsync();
    });

    [Test, Property("Row", "STR-02")]
    public Task WhoClosesDoesNotHoldItsSenderUp() => RunWithPeerAsync(async peer =>
    {
        await using var context = await peer.OpenCountToAsync(50_000, "return", NewKey());
        MsgStream<int, int> stream = context.OpenStream();
        Assert.That(await stream.ReceiveAsync(), Is.Zero);
        await stream.DisposeAsync();
        Assert.That(await context.ResultAsync(), Is.EqualTo(50_000));
    });

    [Test]
    public Task ManySendersMayRaceWithTheClose() => RunWithPeerAsync(async peer =>
    {
        for (int round = 0; round < 50; round++)
        {
            await using var context = await peer.OpenDoubleAsync();
            MsgStream<int, int> stream = context.OpenStream();
            Task<Exception?>[] senders = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() => Soon.ErrorOfAsync(async () =>
            {
                while (true)
                {
                    await stream.SendAsync(1);
                }
            })))];
            for (int i = 0; i < round; i++)
            {
                await stream.ReceiveAsync();
            }

            await stream.DisposeAsync();
            Assert.That(await Task.WhenAll(senders), Is.All.InstanceOf<StreamClosedException>());
            Assert.That(await context.ResultAsync(), Is.GreaterThanOrEqualTo(round), "the connection outlived it");
        }
    });

    [Test, Property("Row", "STR-23")]
    public Task ASecondStreamIsRefused() => RunWithPeerAsync(async peer =>
    {
        await using var context = await peer.OpenDoubleAsync();
        await using MsgStream<int, int> stream = context.OpenStream();
        Assert.Throws<InvalidOperationException>(() => context.OpenStream());
        await stream.SendAsync(4);
        Assert.That(await stream.ReceiveAsync(), Is.EqualTo(8), "the first is as it was");
    });

    [Test]
    public Task TwoReceivesAtOnceAreRefused() => RunWithPeerAsync(async peer =>
    {
        await using var context = await peer.OpenDoubleAsync();
        await using MsgStream<int, int> stream = context.OpenStream();
        Task<int> first = stream.ReceiveAsync().AsTask();
        Assert.ThrowsAsync<InvalidOperationException>(async () => await stream.ReceiveAsync());
        await stream.SendAsync(4);
        Assert.That(await first, Is.EqualTo(8), "the first is as it was");
    });

    [Test, Property("Row", "STR-26")]
    public Task AConsumerThatIsReplacedLosesNothing() => RunWithPeerAsync(async peer =>
    {
        const int count = 20_000;
        await using var context = await peer.OpenCountToAsync(count, "return", NewKey());
        MsgStream<int, int> stream = context.OpenStream();
        List<int> received = [];
        int consumers = 0;
        for (bool isOver = false; !isOver; consumers++)
        {
            using CancellationTokenSource killed = new();
            int enough = received.Count + Random.Shared.Next(200);
            try
            {
                await foreach (int item in stream.WithCancellation(killed.Token))
                {
                    received.Add(item);
                    if (received.Count >= enough)
                    {
                        _ = Task.Run(killed.Cancel);
                    }
                }

                isOver = true;
            }
            catch (OperationCanceledException)
            {
                isOver = false;
            }
        }

        Assert.That(received, Is.EqualTo(Enumerable.Range(0, count)));
        Assert.That(consumers, Is.GreaterThan(2));
        await context.ResultAsync();
    });
}
