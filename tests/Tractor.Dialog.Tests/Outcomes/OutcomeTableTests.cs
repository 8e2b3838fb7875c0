
namespace Tractor.DialogTests;

/// <summary>The table "who cancelled whom" (B.6), a test a line, with both forms where they differ.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase), Parallelizable(ParallelScope.Children)]
public abstract class OutcomeTableTests(TreeKind kind) : DialogFixture(kind)
{
    [Test, Property("Row", "CTX-09")]
    public Task OwnCancelIsNoErrorAndTheBodyGoesOn() => RunWithPeerAsync(async peer =>
    {
        string key = NewKey();
        bool wentOn = false;
        RemoteContext<int, Nothing, Nothing, int>? handle = null;
        Outcome<int> outcome = await peer.OpenParkAsync(
            async context =>
            {
                handle = context;
                await context.CancelAsync();
                Assert.That(context.CancellationToken.IsCancellationRequested, Is.False);
                wentOn = true;
            },
            key);
        Assert.That((wentOn, outcome.IsCancelled), Is.EqualTo((true, true)));
        Assert.That((handle!.CancelCalled, handle.CancelAcked, handle.Canceller), Is.EqualTo((true, true, CurrentActor.Id)));
        SeenCancel seen = SeenCancel.Parse(await peer.ReadSignAsync(key));
        Assert.That((seen.Canceller, seen.Reason), Is.EqualTo((CurrentActor.Id, CancelReason.Explicit)));
        Assert.That(seen.Path, Is.EqualTo(new[] { CurrentActor.Id }));
    });

    [Test, Property("Row", "CTX-10")]
    public Task AfterOwnCancelWaitGivesTheMarkerAndResultThrowsIt() => RunWithPeerAsync(async peer =>
    {
        await using var context = await peer.OpenParkAsync(NewKey());
        await context.CancelAsync();
        Outcome<int> outcome = await context.WaitAsync();
        Assert.That(outcome.IsCancelled, Is.True);
        ContextCancelledException? thrown = Assert.ThrowsAsync<ContextCancelledException>(() => context.ResultAsync());
        Assert.That(thrown, Is.SameAs(outcome.Error).And.SameAs(context.RemoteError));
        Assert.That((thrown!.Canceller, thrown.Reason, thrown.Peer), Is.EqualTo((CurrentActor.Id, CancelReason.Explicit, peer.Actor)));
    });

    [Test, Property("Row", "CTX-10")]
    public async Task TheMarkerIsAbsorbedWhereItLeavesTheBodyOfTheNursery() =>
        Assert.That(
            await FailureWithPeerAsync(peer => ActorNursery.RunAsync(async _ =>
            {
                Portal own = await CurrentActor.ConnectAsync(await peer.WhereAsync());
                await using var context = await own.OpenParkAsync(NewKey());
                await context.CancelAsync();
                await context.ResultAsync();
            })),
            Is.Null);

    [Test, Property("Row", "CTX-10")]
    public Task TheMarkerIsAbsorbedWhereItLeavesATaskOfTheNursery() => RunAsync(async nursery =>
    {
        Portal peer = await StartAsync(nursery, "peer");
        TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);
        nursery.Run(async token =>
        {
            try
            {
                await using var context = await peer.OpenParkAsync(NewKey(), token);
                await context.CancelAsync();
                await context.ResultAsync(token);
            }
            finally
            {
                left.SetResult();
            }
        });
        await left.Task.WithinAsync();
        Assert.That(await peer.OpenGreetAsync(_ => Task.CompletedTask, "on"), Has.Property("HasValue").True);
        Assert.That(nursery.CancelCalled, Is.False);
    });

    [Test, Property("Row", "CTX-10")]
    public Task TheMarkerIsAbsorbedWhereItLeavesTheDelegate() => RunWithPeerAsync(async peer =>
    {
        Outcome<int> outcome = await peer.OpenParkAsync(
            async context =>
            {
                await context.CancelAsync();
                await context.ResultAsync();
            },
            NewKey());
        Assert.That(outcome.IsCancelled, Is.True);
    });

    [Test, Property("Row", "CTX-11")]
    public Task CancelAfterTheReturnKeepsTheValue() => RunWithPeerAsync(async peer =>
    {
        await using var context = await peer.OpenGreetAsync("hello");
        // Answered behind the result on the same connection.
        await context.WaitAsync();
        await context.CancelAsync();
        Assert.That(await context.ResultAsync(), Is.EqualTo(5));
        Assert.That((context.CancelCalled, context.CancelAcked, context.Canceller), Is.EqualTo((true, false, (ActorId?)null)));
        Assert.That(context.CancellationToken.IsCancellationRequested, Is.False);
    });

    [Test, Property("Row", "CTX-12")]
    public Task CancelAfterTheReturnInTheDelegateFormKeepsTheValue() => RunWithPeerAsync(async peer =>
    {
        Outcome<int> outcome = await peer.OpenGreetAsync(
            async context =>
            {
                await context.ResultAsync();
                await context.CancelAsync();
            },
            "hello");
        Assert.That(outcome.Value, Is.EqualTo(5));
    });

    [Test, Property("Row", "CTX-03")]
    public Task AThrowingBodyCancelsThePeerAndItsErrorGoesOn() => RunWithPeerAsync(async peer =>
    {
        string key = NewKey();
        InvalidOperationException own = new("mine");
        RemoteContext<int, Nothing, Nothing, int>? handle = null;
        Exception? thrown = await Soon.ErrorOfAsync(() => peer.OpenParkAsync(
            context =>
            {
                handle = context;
                throw own;
            },
            key));
        Assert.That(thrown, Is.SameAs(own));
        Assert.That((handle!.CancelCalled, handle.CancelAcked, handle.Canceller), Is.EqualTo((true, true, CurrentActor.Id)));
        SeenCancel seen = SeenCancel.Parse(await peer.ReadSignAsync(key));
        Assert.That((seen.Canceller, seen.Reason), Is.EqualTo((CurrentActor.Id, CancelReason.ParentEnded)));
    });

    [Test, Property("Row", "CTX-03")]
    public async Task AThrowingBodyWithAHandleCancelsThePeerAndItsErrorIsTheNurserys()
    {
        InvalidOperationException own = new("mine");
        Exception? failure = await FailureWithPeerAsync(async peer =>
        {
            await using var context = await peer.OpenParkAsync(NewKey());
            throw own;
        });
        Assert.That(failure, Is.SameAs(own));
    }

    [Test, Property("Row", "CTX-20")]
    public Task CancellingTheActorIsRaisedFromItsDialogs() => RunWithPeerAsync(async peer =>
    {
        RemoteContext<int, Nothing, Nothing, int>? handle = null;
        Exception? thrown = await Soon.ErrorOfAsync(() => peer.OpenParkAsync(
            async context =>
            {
                handle = context;
                Assert.That(await peer.CancelActorAsync(Soon.Bound), Is.True);
                Assert.That(context.Outcome, Is.Not.Null, "CAN-03: the end of the dialog comes before the answer");
            },
            NewKey()));
        Assert.That(thrown, Is.InstanceOf<ContextCancelledException>().And.SameAs(handle!.RemoteError));
        Assert.That(((ContextCancelledException)thrown!).Canceller, Is.EqualTo(CurrentActor.Id));
        Assert.That(thrown.Message, Does.Contain("as a whole"));
        Assert.That((handle.CancelCalled, handle.CancelAcked, handle.Canceller), Is.EqualTo((false, false, CurrentActor.Id)));
    });

    [Test, Property("Row", "CTX-20")]
    public async Task CancellingTheActorFailsTheNurseryWhereTheHandleIsLeft()
    {
        Exception? failure = await FailureWithPeerAsync(async peer =>
        {
            await using var context = await peer.OpenParkAsync(NewKey());
            await peer.CancelActorAsync(Soon.Bound);
        });
        Assert.That(failure, Is.InstanceOf<ContextCancelledException>());
    }

    [Test, Property("Row", "CTX-21")]
    public Task CancellingTheActorBehindTheDialogIsNoError() => RunWithPeerAsync(async peer =>
    {
        Outcome<int> outcome = await peer.OpenParkAsync(
            async context =>
            {
                await context.CancelAsync();
                Assert.That(await peer.CancelActorAsync(Soon.Bound), Is.True);
            },
            NewKey());
        Assert.That(outcome.IsCancelled, Is.True);
    });

    [Test, Property("Row", "CTX-15")]
    public Task AnEndpointThatCancelsItselfIsRaised() => RunWithPeerAsync(peer =>
    {
        RemoteContext<int, Nothing, Nothing, int>? handle = null;
        ContextCancelledException? thrown = Assert.ThrowsAsync<ContextCancelledException>(() => peer.OpenCancelItselfAsync(
            async context =>
            {
                handle = context;
                await context.CancellationToken.FiresAsync();
            },
            start: true));
        Assert.That(thrown!.Canceller, Is.EqualTo(peer.Actor));
        Assert.That(thrown.Message, Does.Contain("cancelled itself"));
        Assert.That((handle!.CancelCalled, handle.CancelAcked, handle.Canceller), Is.EqualTo((false, false, peer.Actor)));
        return Task.CompletedTask;
    });

    [Test, Property("Row", "CTX-16")]
    public Task AnEndpointThatCancelsItselfBeforeItsStartIsRaisedByTheOpen() => RunWithPeerAsync(peer =>
    {
        bool ran = false;
        ContextCancelledException? thrown = Assert.ThrowsAsync<ContextCancelledException>(() => peer.OpenCancelItselfAsync(
            _ =>
            {
                ran = true;
                return Task.CompletedTask;
            },
            start: false));
        Assert.That((thrown!.Canceller, ran), Is.EqualTo((peer.Actor, false)));
        Assert.ThrowsAsync<ContextCancelledException>(() => peer.OpenCancelItselfAsync(start: false));
        return Task.CompletedTask;
    });

    [Test, Property("Row", "CTX-19")]
    public Task BothFailAndEachHasItsOwnError() => RunWithPeerAsync(async peer =>
    {
        string key = NewKey();
        InvalidOperationException own = new("mine");
        RemoteContext<int, Nothing, Nothing, int>? handle = null;
        Exception? thrown = await Soon.ErrorOfAsync(() => peer.OpenFailLaterAsync(
            async context =>
            {
                handle = context;
                await peer.WriteSignAsync(key, "");
                await context.CancellationToken.FiresAsync();
                throw own;
            },
            key,
            "theirs"));
        Assert.That(thrown, Is.SameAs(own));
        Assert.That(handle!.RemoteError, Is.InstanceOf<RemoteActorException>().With.Property("RemoteMessage").EqualTo("theirs"));
        Assert.That((handle.CancelCalled, handle.CancelAcked, handle.Canceller), Is.EqualTo((true, false, peer.Actor)));
    });

    [Test, Property("Row", "CTX-14")]
    public Task AnErrorOfTheCleanUpIsRaised() => RunWithPeerAsync(async peer =>
    {
        RemoteContext<int, Nothing, Nothing, int>? handle = null;
        Exception? thrown = await Soon.ErrorOfAsync(() => peer.OpenFailInCleanupAsync(
            async context =>
            {
                handle = context;
                await context.CancelAsync();
            },
            start: true,
            NewKey()));
        Assert.That(thrown, Is.InstanceOf<RemoteActorException>().And.Property("RemoteMessage").EqualTo("cleanup"));
        Assert.That((handle!.CancelCalled, handle.CancelAcked, handle.Canceller), Is.EqualTo((true, false, peer.Actor)));
    });

    [TestCase(true)]
    [TestCase(false)]
    [Property("Row", "CTX-14")]
    public async Task AnErrorOfTheCleanUpIsNotLostWhereTheNurseryIsCancelled(bool delegateForm)
    {
        Exception? failure = await Soon.ErrorOfAsync(() => RunAsync(async nursery =>
        {
            await FailInCleanupBelowAsync(nursery, delegateForm);
            await nursery.CancelAsync();
        }));
        Assert.That((failure as RemoteActorException)?.RemoteMessage, Is.EqualTo("cleanup"), failure?.ToString());
    }

    [TestCase(true)]
    [TestCase(false)]
    [Property("Row", "CTX-14")]
    public async Task AnErrorOfTheCleanUpStandsBesideTheOneThatCancelledIt(bool delegateForm)
    {
        InvalidOperationException own = new("mine");
        Exception? failure = await Soon.ErrorOfAsync(() => RunAsync(async nursery =>
        {
            await FailInCleanupBelowAsync(nursery, delegateForm);
            throw own;
        }));
        Exception[] all = (failure as AggregateException)?.InnerExceptions.ToArray() ?? [failure!];
        Assert.That(all, Has.Length.EqualTo(2).And.Member(own), failure?.ToString());
        Assert.That(all.OfType<RemoteActorException>().Single().RemoteMessage, Is.EqualTo("cleanup"));
    }

    [Test, Property("Row", "CTX-14")]
    public Task AnErrorOfTheCleanUpIsRaisedInsteadOfTheCallersCancellation() => RunWithPeerAsync(async peer =>
    {
        using CancellationTokenSource source = new();
        Exception? thrown = await Soon.ErrorOfAsync(() => peer.OpenFailInCleanupAsync(_ => source.CancelAsync(), start: true, NewKey(), source.Token));
        Assert.That((thrown as RemoteActorException)?.RemoteMessage, Is.EqualTo("cleanup"), thrown?.ToString());
        thrown = await Soon.ErrorOfAsync(() => peer.OpenParkAsync(_ => source.CancelAsync(), NewKey(), source.Token));
        Assert.That(thrown, Is.InstanceOf<OperationCanceledException>(), "a task that only ends is no error");
    });

    [Test, Property("Row", "CTX-13")]
    public Task ASwallowedCancelIsACancelStill() => RunWithPeerAsync(async peer =>
    {
        RemoteContext<int, Nothing, Nothing, int>? handle = null;
        Outcome<int> outcome = await peer.OpenSwallowCancelAsync(context =>
        {
            handle = context;
            return context.CancelAsync();
        });
        Assert.That((outcome.IsCancelled, outcome.HasValue), Is.EqualTo((true, false)));
        Assert.That((handle!.CancelAcked, handle.Canceller), Is.EqualTo((true, CurrentActor.Id)));
    });

    [Test, Property("Row", "CTX-23")]
    public Task AThirdActorCancelsThePeer() => RunAsync(async nursery =>
    {
        Portal peer = await StartAsync(nursery, "peer");
        Portal third = await StartAsync(nursery, "third");
        ActorAddress address = await peer.WhereAsync();
        RemoteContext<int, Nothing, Nothing, int>? handle = null;
        ContextCancelledException? thrown = Assert.ThrowsAsync<ContextCancelledException>(() => peer.OpenParkAsync(
            async context =>
            {
                handle = context;
                Assert.That(await third.CancelOtherAsync(address), Is.True);
                await context.CancellationToken.FiresAsync();
            },
            NewKey()));
        Assert.That(thrown!.Canceller, Is.EqualTo(third.Actor));
        Assert.That(thrown, Is.SameAs(handle!.RemoteError));
        Assert.That((handle.CancelCalled, handle.CancelAcked, handle.Canceller), Is.EqualTo((false, false, peer.Actor)));
        Assert.That(nursery.CancelCalled, Is.False, "CAN-21: the end of the peer was in order");
    });

    [Test, Property("Row", "CTX-23")]
    public async Task AThirdActorsCancelIsNoErrorOfTheDelegateFormWhereTheNurseryIsCancelled() =>
        Assert.That(
            await Soon.ErrorOfAsync(() => RunAsync(async nursery =>
            {
                Portal peer = await StartAsync(nursery, "peer");
                Portal third = await StartAsync(nursery, "third");
                ActorAddress address = await peer.WhereAsync();
                TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
                nursery.Run(token => peer.OpenParkAsync(
                    async context =>
                    {
                        await third.CancelOtherAsync(address, token);
                        await context.CancellationToken.FiresAsync();
                        ended.SetResult();
                        await Task.Delay(Timeout.Infinite, token);
                    },
                    NewKey(),
                    token));
                await ended.Task.WithinAsync();
                await nursery.CancelAsync();
            })),
            Is.Null);

    [Test, Property("Row", "CTX-24")]
    public Task AnErrorRaisedWhileHandlingThatWins() => RunAsync(async nursery =>
    {
        Portal peer = await StartAsync(nursery, "peer");
        Portal third = await StartAsync(nursery, "third");
        Portal other = await StartAsync(nursery, "other");
        ActorAddress address = await peer.WhereAsync();
        InvalidOperationException own = new("while handling");
        RemoteContext<int, Nothing, Nothing, int>? handle = null;
        RemoteContext<int, Nothing, Nothing, int>? sleeper = null;
        Exception? thrown = await Soon.ErrorOfAsync(() => other.OpenParkAsync(
            sleeping =>
            {
                sleeper = sleeping;
                return peer.OpenParkAsync(
                    async context =>
                    {
                        handle = context;
                        await third.CancelOtherAsync(address);
                        Assert.ThrowsAsync<ContextCancelledException>(() => context.ResultAsync());
                        throw own;
                    },
                    NewKey());
            },
            NewKey()));
        Assert.That(thrown, Is.SameAs(own));
        Assert.That((handle!.CancelCalled, handle.CancelAcked, handle.Canceller), Is.EqualTo((true, false, peer.Actor)));
        Assert.That((sleeper!.CancelCalled, sleeper.CancelAcked), Is.EqualTo((true, true)));
    });

    [Test, Property("Table", "B.6 T cancels S")]
    public Task AThirdActorCancelsTheOpener() => RunAsync(async nursery =>
    {
        Portal opener = await StartAsync(nursery, "opener");
        Portal peer = await StartAsync(nursery, "peer");
        Portal third = await StartAsync(nursery, "third");
        string key = NewKey();
        ContextCancelledException? thrown = Assert.ThrowsAsync<ContextCancelledException>(async () =>
        {
            ActorAddress address = await opener.WhereAsync();
            await opener.OpenParkThereAsync(
                async context =>
                {
                    await third.CancelOtherAsync(address);
                    await context.ResultAsync();
                },
                await peer.WhereAsync(),
                key);
        });
        Assert.That(thrown!.Canceller, Is.EqualTo(third.Actor));
        SeenCancel seen = SeenCancel.Parse(await peer.ReadSignAsync(key));
        Assert.That(seen.Canceller, Is.EqualTo(opener.Actor), "the peer sees the opener as its canceller");
        Assert.That(seen.Path, Does.Contain(third.Actor), "and by which path it came");
    });

    [Test, Property("Row", "CAN-22")]
    public Task ManyDialogsInOneActorHaveEachTheirOutcome() => RunWithPeerAsync(async peer =>
    {
        string[] keys = [.. Enumerable.Range(0, 20).Select(_ => NewKey())];
        Task<Outcome<int>>[] all = [.. keys.Select(key => peer.OpenReturnLaterAsync(
            async context =>
            {
                if (key.EndsWith('7'))
                {
                    await context.CancelAsync();
                    return;
                }

                await peer.WriteSignAsync(key, "");
            },
            key))];
        Outcome<int>[] outcomes = await Task.WhenAll(all).WithinAsync();
        Assert.That(outcomes.Select(outcome => outcome.IsCancelled), Is.EqualTo(keys.Select(key => key.EndsWith('7'))));
    });

    private async Task FailInCleanupBelowAsync(ActorNursery nursery, bool delegateForm)
    {
        Portal peer = await StartAsync(nursery, "peer");
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        nursery.Run(async token =>
        {
            if (delegateForm)
            {
                await peer.OpenFailInCleanupAsync(ParkAsync, start: true, NewKey(), token);
                return;
            }

            await using var handle = await peer.OpenFailInCleanupAsync(start: true, NewKey(), token);
            await ParkAsync(handle);

            async Task ParkAsync(RemoteContext<int, Nothing, Nothing, int> context)
            {
                started.SetResult();
                await Task.Delay(Timeout.Infinite, token);
            }
        });
        await started.Task.WithinAsync();
    }
}
