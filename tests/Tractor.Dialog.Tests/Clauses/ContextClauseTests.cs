using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Tractor.DialogTests;

/// <summary>Clauses of the CTX rows that the tables of outcomes leave open.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase), Parallelizable(ParallelScope.Children)]
public abstract class ContextClauseTests(TreeKind kind) : DialogFixture(kind)
{
    [Test, Property("Row", "CTX-01")]
    public Task AnOpenWaitsForTheFirstValue() => RunWithMixedAsync(async peer =>
    {
        string key = NewKey();
        Task<RemoteContext<int, Nothing, Nothing, int>> opening = peer.OpenStartLaterAsync(key);
        await peer.ReadSignAsync(key + ".running");
        Assert.That(opening.IsCompleted, Is.False);
        await peer.WriteSignAsync(key, "");
        await using var context = await opening.WithinAsync();
        Assert.That((context.Started, await context.ResultAsync()), Is.EqualTo((4, 5)));
    });

    [Test, Property("Row", "CTX-02")]
    public Task TheExitWaitsForTheRemoteErrorToo() => RunWithMixedAsync(async peer =>
    {
        string key = NewKey();
        Task<Outcome<int>> running = peer.OpenFailLaterAsync(_ => Task.CompletedTask, key, "late");
        await peer.WriteSignAsync(key, "");
        Assert.That(Assert.ThrowsAsync<RemoteActorException>(() => running.WithinAsync())!.RemoteMessage, Is.EqualTo("late"));
    });

    [Test, Property("Row", "CTX-06")]
    public Task TheErrorIsOneObjectEverywhere() => RunWithMixedAsync(async peer =>
    {
        string key = NewKey();
        await peer.WriteSignAsync(key, "");
        RemoteContext<int, Nothing, Nothing, int>? handle = null;
        Exception? first = null, second = null;
        Exception? thrown = await Soon.ErrorOfAsync(() => peer.OpenFailLaterAsync(
            async context =>
            {
                handle = context;
                first = await Soon.ErrorOfAsync(() => context.ResultAsync());
                second = (await context.WaitAsync()).Error;
            },
            key,
            "one"));
        Assert.That(thrown, Is.InstanceOf<RemoteActorException>());
        Assert.That(new[] { first, second, handle!.RemoteError, handle.Outcome!.Error, Assert.Catch(() => _ = handle.Outcome.Value) }, Has.All.SameAs(thrown));
    });

    [Test, Property("Row", "CTX-07")]
    public Task AStreamThatIsOpenedBeforeTheStartIsAnError() => RunWithMixedAsync(peer =>
    {
        RemoteActorException thrown = Assert.ThrowsAsync<RemoteActorException>(() => peer.OpenStreamTooEarlyAsync())!;
        Assert.That((thrown.Is<InvalidOperationException>(), thrown.RemoteMessage), Is.EqualTo((true, "Tractor.DialogTests.Mixed.StreamTooEarly opened its stream before it called StartedAsync.")));
        return Task.CompletedTask;
    });

    [Test, Property("Row", "CTX-09")]
    public Task ACancelWaitsForTheEndAlsoWhereItsScopeIsCancelled() => RunWithMixedAsync(async peer =>
    {
        await using var context = await peer.OpenReturnLaterAsync(NewKey());
        await CancelScope.RunAsync(async scope =>
        {
            scope.Cancel();
            await context.CancelAsync();
        });
        Assert.That((context.CancelAcked, context.Outcome!.IsCancelled), Is.EqualTo((true, true)));
    });

    [Test, Property("Row", "CTX-09")]
    public Task ACancelWaitsItsTimeAndNoLonger() => RunWithMixedAsync(
        async peer =>
        {
            string key = NewKey();
            Outcome<int>? still = null;
            Stopwatch watch = new();
            Exception? late = await Soon.ErrorOfAsync(() => peer.OpenStuckAsync(
                async context =>
                {
                    watch.Start();
                    await context.CancelAsync();
                    watch.Stop();
                    long sent = peer.Link.Traffic.Sent;
                    await context.CancelAsync();
                    Assert.That(peer.Link.Traffic.Sent, Is.EqualTo(sent), "it is asked once");
                    Assert.That(context.CancellationToken.IsCancellationRequested, Is.False);
                    still = context.Outcome;
                    Notes.Set(key + ".stuck");
                    await peer.WriteSignAsync(key + ".stuck", "");
                },
                key + ".stuck",
                start: true));
            Assert.That((still, late), Is.EqualTo(((Outcome<int>?)null, (Exception?)null)), "expiry is no error");
            Assert.That(watch.Elapsed, Is.InRange(Impatient.DialogCancelTimeout * 0.9, TimeSpan.FromSeconds(5)));
            Assert.That(new ActorLimits().DialogCancelTimeout, Is.EqualTo(TimeSpan.FromMilliseconds(616)));
        },
        Impatient);

    [Test, Property("Row", "CTX-18")]
    public Task AnErrorOfTheCleanUpIsNotMaskedByAnotherDialogThatEndsThere() => RunAsync(async nursery =>
    {
        Portal peer = await StartMixedAsync(nursery, "peer");
        Portal other = await StartMixedAsync(nursery, "other");
        string key = NewKey();
        RemoteContext<Brittle, Nothing, Nothing, int>? handle = null;
        ActorAddress address = await other.WhereAsync();
        using CancellationTokenSource source = new();
        Task opening = peer.OpenBreakAmongOthersAsync(address, key, source.Token);
        await peer.ReadSignAsync(key);
        await peer.WriteSignAsync(key + ".go", "");
        RemoteActorException thrown = (RemoteActorException)await opening.ErrorAsync();
        Assert.That((thrown.Is<PayloadException>(), handle), Is.EqualTo((true, (object?)null)));
        Assert.That(await other.WhoAreYouAsync(), Is.EqualTo(other.Actor));
    });

    // All three are needed; what each lacks is not absorbed.
    [Test, Property("Row", "CTX-22")]
    public Task OnlyOnesOwnCancelOfThisDialogIsAbsorbed([Values("own", "actor", "itself", "third")] string who) => RunAsync(async nursery =>
    {
        Portal peer = await StartMixedAsync(nursery, "peer");
        Portal third = await StartMixedAsync(nursery, "third");
        ActorAddress address = await peer.WhereAsync();
        RemoteContext<int, Nothing, Nothing, int>? handle = null;
        async Task EndAsync(RemoteContext<int, Nothing, Nothing, int> context)
        {
            handle = context;
            await (who switch
            {
                "own" => context.CancelAsync(),
                "actor" => peer.CancelActorAsync(Soon.Bound),
                "third" => third.CancelOtherAsync(address),
                _ => Task.CompletedTask,
            });
            await context.WaitAsync();
        }

        Exception? thrown = await Soon.ErrorOfAsync(() => who == "itself" ? peer.OpenCancelItselfAsync(EndAsync, start: true) : peer.OpenParkAsync(EndAsync, NewKey()));
        Assert.That(thrown, who == "own" ? Is.Null : Is.InstanceOf<ContextCancelledException>().And.SameAs(handle!.RemoteError));
        Assert.That((handle!.CancelAcked, handle.Outcome!.IsCancelled), Is.EqualTo((who == "own", who == "own")));
    });

    // Its cancel was called here, and the canceller of what comes is this actor; but it was another dialog that was cancelled.
    [Test, Property("Row", "CTX-22")]
    public Task ACancellationThatThePeerRelaysIsNotAbsorbed() => RunAsync(async nursery =>
    {
        Portal peer = await StartMixedAsync(nursery, "peer");
        Portal third = await StartMixedAsync(nursery, "third");
        ActorAddress address = await third.WhereAsync();
        string key = NewKey();
        RemoteContext<int, Nothing, Nothing, int>? handle = null;
        Exception? thrown = await Soon.ErrorOfAsync(() => peer.OpenEndAsThereAsync(
            async context =>
            {
                handle = context;
                Assert.That(await third.CancelActorAsync(Soon.Bound), Is.True);
                await peer.ReadSignAsync(key + ".ended");
                await context.CancelAsync();
            },
            address,
            key));
        Assert.That(thrown, Is.InstanceOf<RemoteActorException>().And.SameAs(handle!.RemoteError));
        RemoteActorException relayed = (RemoteActorException)thrown!;
        Assert.That((relayed.Is<ContextCancelledException>(), relayed.Origin), Is.EqualTo((true, third.Actor)));
        Assert.That(relayed.RemoteMessage, Does.Contain($"cancelled by {CurrentActor.Id}"));
        Assert.That((handle.CancelCalled, handle.Outcome!.IsCancelled), Is.EqualTo((true, false)));
    });

    [Test, Property("Row", "CTX-24")]
    public async Task ADialogThatIsLeftAndDoesNotEndIsCalledAndNotAcked()
    {
        string key = NewKey();
        InvalidOperationException own = new("while handling");
        RemoteContext<int, Nothing, Nothing, int>? sleeper = null;
        Exception? failure = await Soon.ErrorOfAsync(() => RunAsync(
            async nursery =>
            {
                Portal peer = await StartMixedAsync(nursery, "peer");
                Portal third = await StartMixedAsync(nursery, "third");
                Portal other = await StartMixedAsync(nursery, "other");
                ActorAddress address = await peer.WhereAsync();
                Exception? thrown = await Soon.ErrorOfAsync(() => other.OpenStuckAsync(
                    sleeping =>
                    {
                        sleeper = sleeping;
                        return peer.OpenParkAsync(
                            async context =>
                            {
                                await third.CancelOtherAsync(address);
                                Assert.ThrowsAsync<ContextCancelledException>(() => context.ResultAsync());
                                throw own;
                            },
                            NewKey());
                    },
                    key,
                    start: true));
                Assert.That(thrown, Is.SameAs(own));
                Assert.That((sleeper!.CancelCalled, sleeper.CancelAcked), Is.EqualTo((true, false)));
                Notes.Set(key);
                await Soon.ErrorOfAsync(() => other.WriteSignAsync(key, ""));
            },
            Impatient));
        Assert.That(failure, Is.InstanceOf<ActorTooSlowException>(), "and who does not end is told of");
    }

    [Test, Property("Row", "CTX-31")]
    public async Task ItemsThatNobodyReadAreDroppedAtTheEnd()
    {
        using Journal log = new();
        await RunAsync(
            async nursery =>
            {
                Portal peer = await StartMixedAsync(nursery, "peer");
                Outcome<int> unopened = await peer.OpenOfferAsync(_ => Task.CompletedTask, 20).WithinAsync();
                Assert.That(unopened.Value, Is.EqualTo(20));
                Outcome<int> many = await peer.OpenOfferAsync(_ => Task.CompletedTask, 500).WithinAsync();
                Assert.That(many.Value, Is.EqualTo(500), "more than there is room for hold nobody up at the exit");
                int read = -1;
                Outcome<int> opened = await peer.OpenOfferAsync(
                    async context =>
                    {
                        MsgStream<int, Nothing> stream = context.OpenStream();
                        read = await stream.ReceiveAsync();
                        await context.ResultAsync();
                    },
                    20);
                Assert.That((opened.Value, read), Is.EqualTo((20, 0)));
                Assert.That(await peer.SquareAsync(4), Is.EqualTo(16));
            },
            Options() with { LoggerFactory = log });
        IEnumerable<string> dropped = log.At(LogLevel.Debug).Where(text => text.Contains("items of Tractor.DialogTests.Mixed.Offer", StringComparison.Ordinal));
        Assert.That(dropped.Sum(text => int.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture)), Is.EqualTo(20 + 500 + 19), "each item once");
    }

    [Test, Property("Row", "CTX-32")]
    public Task AnOutcomeReadsAsWhatItIs() => RunWithMixedAsync(async peer =>
    {
        string key = NewKey();
        await using var context = await peer.OpenParkAsync(key);
        Assert.That((context.Outcome, context.State), Is.EqualTo(((object?)null, "Started")), "unresolved");
        await context.CancelAsync();
        Assert.That(context.Outcome!.ToString(), Does.StartWith("Cancelled(").And.Contain("Talk.Park"));
        await peer.WriteSignAsync(key + ".fail", "");
        Exception error = await peer.OpenFailLaterAsync(c => c.ResultAsync(), key + ".fail", "why").ErrorAsync();
        Assert.That(Outcome<int>.OfError(error).ToString(), Does.StartWith("Error(RemoteActorException: ").And.Contain("why"));
    });

    [Test, Property("Row", "CTX-33")]
    public Task BothSidesTellOfTheDialog() => RunWithMixedAsync(async peer =>
    {
        await using var context = await peer.OpenLookAsync();
        Assert.That((context.DialogId, context.Peer, context.Endpoint), Is.EqualTo((context.Started.Dialog, peer.Actor, "Tractor.DialogTests.Mixed.Look")));
        Assert.That(context.Started.Caller, Is.EqualTo(CurrentActor.Id));
        Assert.That((context.CancelCalled, context.CancelAcked, context.Canceller, context.CancellationToken.CanBeCanceled), Is.EqualTo((false, false, (ActorId?)null, true)));
        Assert.That(await context.ResultAsync(), Is.EqualTo(("Tractor.DialogTests.Mixed.Look", false, false)));
        Assert.That((context.State, context.ToString()), Is.EqualTo((context.Outcome!.ToString(), $"{context.Endpoint} on {peer.Actor}: {context.State}")));

        await using var parked = await peer.OpenParkAsync(NewKey());
        await parked.CancelAsync();
        Assert.That((parked.CancelCalled, parked.CancelAcked, parked.Canceller, parked.Outcome!.IsCancelled), Is.EqualTo((true, true, CurrentActor.Id, true)));
        Assert.That(parked.CancellationToken.IsCancellationRequested, Is.False, "CTX-09: the scope here goes on");
    });

    [Test, Property("Row", "CTX-36")]
    public async Task AnEndpointThatNeverStartsIsToldOfOnBothSides()
    {
        using Journal log = new();
        await RunAsync(
            async _ =>
            {
                Portal self = await CurrentActor.ConnectAsync(CurrentActor.Address);
                ProtocolException thrown = Assert.ThrowsAsync<ProtocolException>(() => self.OpenNeverStartAsync().WithinAsync())!;
                Assert.That(thrown.Endpoint, Is.EqualTo("Tractor.DialogTests.Talk.NeverStart"));
                await Soon.UntilAsync(() => log.At(LogLevel.Warning).Any());
            },
            Options() with { LoggerFactory = log, Endpoints = Talk.Endpoints });
        Assert.That(log.At(LogLevel.Warning), Has.Some.Contains("Talk.NeverStart").And.Contains("without having called StartedAsync"));
    }

    [Test, Property("Row", "CTX-37")]
    public Task NothingReplacesTheUsersError() => RunAsync(async nursery =>
    {
        Portal peer = await StartMixedAsync(nursery, "peer");
        Portal other = await StartMixedAsync(nursery, "other");
        ActorAddress address = await other.WhereAsync();
        await using var context = await peer.OpenFailAmongOthersAsync(address, NewKey());
        await context.CancelAsync();
        RemoteActorException error = (RemoteActorException)(await context.WaitAsync().WithinAsync()).Error!;
        Assert.That((error.Is<ArithmeticException>(), error.RemoteMessage), Is.EqualTo((true, "of the user")));
    });

    [Test, Property("Row", "CTX-38")]
    public Task AWaitForALockThatIsCancelledIsACancellation() => RunWithMixedAsync(async peer =>
    {
        await using var context = await peer.OpenWaitForLockAsync();
        await context.CancelAsync();
        Assert.That((await context.WaitAsync()).IsCancelled, Is.True);
    });

    [Test, Property("Row", "RPC-17")]
    public Task WhatInterruptsOneTaskEndsThatTaskAlone() => RunWithMixedAsync(async peer =>
    {
        await using var context = await peer.OpenTimeOutAloneAsync();
        RemoteActorException thrown = Assert.ThrowsAsync<RemoteActorException>(() => context.ResultAsync())!;
        Assert.That((thrown.Is<OperationCanceledException>(), await peer.SquareAsync(3)), Is.EqualTo((true, 9)), "it is told boxed, and the actor lives");
    });

    private static Task<Portal> StartMixedAsync(ActorNursery nursery, string name) =>
        nursery.StartActorAsync(name, Mixed.Endpoints + Talk.Endpoints + Third.Endpoints + Signs.Endpoints + Brittles.Endpoints);

    private Task RunWithMixedAsync(Func<Portal, Task> body, ActorLimits? limits = null) =>
        RunAsync(async nursery => await body(await StartMixedAsync(nursery, "peer")), limits);
}
