namespace Tractor.StreamTests;

/// <summary>Streams whose senders do not wait (STR-08, 09, 12 to 14).</summary>
public abstract class OverrunTests(TreeKind kind) : StreamFixture(kind)
{
    [Test, Property("Row", "STR-08")]
    public Task TheSixtyFifthUnreadItemIsRefused() => RunWithPeerAsync(
        async peer =>
        {
            string key = NewKey();
            await using var numbers = await peer.OpenIgnoreAsync(key);
            await AssertRefusesTheSixtyFifthAsync(peer, numbers.OpenStream(), 1, numbers.Endpoint);
            await using var texts = await peer.OpenIgnoreTextsAsync(key);
            await AssertRefusesTheSixtyFifthAsync(peer, texts.OpenStream(), "one", texts.Endpoint);
            await peer.WriteSignAsync(key, "");
            Assert.That((await numbers.ResultAsync(), await texts.ResultAsync()), Is.EqualTo((11, 11)), "the dialogs go on");
        },
        Failing);

    [Test, Property("Row", "STR-08")]
    public Task WhatCameBeforeTheRefusedItemIsReadWithoutAGap() => RunWithPeerAsync(
        async peer =>
        {
            string key = NewKey();
            await using var context = await peer.OpenReadLateAsync(key, 10, null);
            MsgStream<int, int> stream = context.OpenStream();
            await stream.ReceiveAsync();
            Exception? error = await Soon.ErrorOfAsync(async () =>
            {
                for (int i = 0; ; i++)
                {
                    await stream.SendAsync(i);
                }
            });
            Assert.That(error, Is.InstanceOf<StreamOverrunException>().With.Property(nameof(StreamOverrunException.Capacity)).EqualTo(10));
            await stream.DisposeAsync();
            await peer.WriteSignAsync(key, "");
            Assert.That(await context.ResultAsync(), Is.EqualTo(45));
        },
        Failing);

    [Test, Property("Row", "STR-09")]
    public Task AnEndpointThatOverrunsItsOpenerFailsByIt() => RunWithPeerAsync(
        async peer =>
        {
            string key = NewKey();
            await using var context = await peer.OpenSendForeverAsync(key);
            RemoteActorException error = Assert.ThrowsAsync<RemoteActorException>(() => context.ResultAsync())!;
            Assert.That(error.Is<StreamOverrunException>(), Is.True);
            Assert.That((error.Origin, error.RelayPath), Is.EqualTo((peer.Actor, (IReadOnlyList<ActorId>)[peer.Actor])));
            Assert.That(error.RemoteMessage, Does.Contain($"{peer.Actor}").And.Contain($"{CurrentActor.Id}"), "it names who sent and who did not read");
        },
        Failing);

    [Test, Property("Row", "STR-12")]
    public Task WhoCancelledTheDialogHearsOfNoOverrun() => RunWithPeerAsync(
        async peer =>
        {
            Exception? seen = null;
            Outcome<int> outcome = await peer.OpenIgnoreAsync(
                async context =>
                {
                    MsgStream<int, int> stream = context.OpenStream();
                    Task cancelling = context.CancelAsync();
                    seen = await Soon.ErrorOfAsync(async () =>
                    {
                        while (true)
                        {
                            await stream.SendAsync(1);
                        }
                    });
                    await cancelling;
                    throw seen!;
                },
                NewKey());
            Assert.That(seen, Is.InstanceOf<ContextCancelledException>());
            Assert.That(outcome.IsCancelled, Is.True);
        },
        Failing);

    [Test, Property("Row", "STR-13")]
    public Task TheReceiverMayLetSendersWaitAfterAll() => RunWithPeerAsync(
        async peer =>
        {
            string key = NewKey();
            await using var context = await peer.OpenReadLateAsync(key, 16, StreamOverflow.Wait);
            MsgStream<int, int> stream = context.OpenStream();

            // Its first item follows what it says of its window.
            await stream.ReceiveAsync();
            int taken = 0;
            while (stream.TrySend(taken))
            {
                taken++;
            }

            Assert.That(taken, Is.EqualTo(16), "no more than the window");
            Task sending = Task.Run(async () =>
            {
                for (int i = taken; i < 1000; i++)
                {
                    await stream.SendAsync(i);
                }
            });
            await peer.WriteSignAsync(key, "");
            await sending;
            await stream.DisposeAsync();
            Assert.That(await context.ResultAsync(), Is.EqualTo(999 * 500));
        },
        Failing);

    [Test, Property("Row", "STR-13")]
    public Task EitherSideSetsHowItReceives() => RunWithPeerAsync(async peer =>
    {
        string key = NewKey();
        await using var failing = await peer.OpenReadLateAsync(key, 5, StreamOverflow.Fail);
        MsgStream<int, int> stream = failing.OpenStream(new StreamOptions { Window = 100, Overflow = StreamOverflow.Fail });
        await stream.ReceiveAsync();
        Exception? error = await Soon.ErrorOfAsync(async () =>
        {
            while (true)
            {
                await stream.SendAsync(1);
            }
        });
        Assert.That(error, Is.InstanceOf<StreamOverrunException>().With.Property(nameof(StreamOverrunException.Capacity)).EqualTo(5));

        await using var sender = await peer.OpenSendForeverAsync(NewKey());
        sender.OpenStream(new StreamOptions { Overflow = StreamOverflow.Fail });
        Assert.That(Assert.ThrowsAsync<RemoteActorException>(() => sender.ResultAsync())!.Is<StreamOverrunException>(), Is.True);
    });

    [Test, Property("Row", "STR-13")]
    public Task TheOldestItemsGiveWay() => RunWithPeerAsync(async peer =>
    {
        string key = NewKey();
        await using var context = await peer.OpenReadLateAsync(key, 4, StreamOverflow.DropOldest);
        MsgStream<int, int> stream = context.OpenStream();
        await stream.ReceiveAsync();
        for (int i = 0; i < 1000; i++)
        {
            await stream.SendAsync(i);
        }

        await peer.EchoAsync(0);
        await peer.WriteSignAsync(key, "");
        await stream.DisposeAsync();
        Assert.That(await context.ResultAsync(), Is.EqualTo(996 + 997 + 998 + 999));
    });

    [Test, Property("Row", "STR-14")]
    public Task ASlowSideIsOverrunInItsDirection([Values] bool openerIsSlow, [Values] bool opensItsEnd) => RunWithPeerAsync(
        async peer =>
        {
            if (openerIsSlow)
            {
                await using var context = await peer.OpenSendForeverAsync(NewKey());
                MsgStream<int, int>? stream = opensItsEnd ? context.OpenStream() : null;
                int first = stream is null ? 0 : await stream.ReceiveAsync();
                RemoteActorException error = Assert.ThrowsAsync<RemoteActorException>(() => context.ResultAsync())!;
                Assert.That((first, error.Is<StreamOverrunException>()), Is.EqualTo((0, true)));
            }
            else
            {
                string key = NewKey();
                await using var context = opensItsEnd ? null : await peer.OpenIgnoreAsync(key);
                await using var reading = opensItsEnd ? await peer.OpenReadLateAsync(key, null, null) : null;
                MsgStream<int, int> stream = context?.OpenStream() ?? reading!.OpenStream();
                Exception? error = await Soon.ErrorOfAsync(async () =>
                {
                    while (true)
                    {
                        await stream.SendAsync(1);
                    }
                });
                Assert.That(error, Is.InstanceOf<StreamOverrunException>());
            }
        },
        Failing);

    private static async Task AssertRefusesTheSixtyFifthAsync<T>(Portal peer, MsgStream<T, T> stream, T item, string endpoint)
    {
        for (int i = 0; i < 64; i++)
        {
            await stream.SendAsync(item);
        }

        await peer.EchoAsync(1);
        await stream.SendAsync(item);
        await peer.EchoAsync(2);
        StreamOverrunException overrun = Assert.ThrowsAsync<StreamOverrunException>(async () => await stream.SendAsync(item).AsTask().WithinAsync())!;
        Assert.That((overrun.Capacity, overrun.Receiver, overrun.Sender), Is.EqualTo((64, peer.Actor, CurrentActor.Id)));
        Assert.That(overrun.Message, Does.Contain(CurrentActor.Name).And.Contain(endpoint));
        Assert.Throws<StreamOverrunException>(() => stream.TrySend(item));
    }
}
