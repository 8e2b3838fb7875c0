
namespace Tractor.DialogTests;

/// <summary>The handle's rules (api: dialogs): what is never lost, never told twice, and who is told.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase), Parallelizable(ParallelScope.Children)]
public abstract class HandleTests(TreeKind kind) : DialogFixture(kind)
{
    [Test, Property("Row", "CTX-01")]
    public Task TheFirstValueIsWhatWasSent() => RunWithPeerAsync(async peer =>
    {
        await using var greeted = await peer.OpenGreetAsync("hello");
        await using var nothing = await peer.OpenGreetNullAsync();
        await using var plain = await peer.OpenPlainAsync();
        Assert.That((greeted.Started, nothing.Started), Is.EqualTo(("HELLO", (string?)null)));
        Assert.That(await nothing.ResultAsync(), Is.Null);
        await plain.ResultAsync();
        await greeted.ResultAsync();
    });

    [Test, Property("Row", "CTX-02")]
    public Task TheResultIsTheSameAgainAndAgain() => RunWithPeerAsync(async peer =>
    {
        await using var context = await peer.OpenGreetAsync("hello");
        Assert.That((await context.ResultAsync(), await context.ResultAsync(), (await context.WaitAsync()).Value), Is.EqualTo((5, 5, 5)));
        string key = NewKey();
        Task<Outcome<int>> running = peer.OpenReturnLaterAsync(_ => Task.CompletedTask, key);
        await peer.WriteSignAsync(key, "");
        Assert.That((await running).Value, Is.EqualTo(5), "the exit waits for the result");
    });

    [Test, Property("Row", "CTX-04")]
    public Task ARemoteErrorInterruptsTheBody() => RunWithPeerAsync(async peer =>
    {
        string key = NewKey();
        RemoteContext<int, Nothing, Nothing, int>? handle = null;
        RemoteActorException? thrown = Assert.ThrowsAsync<RemoteActorException>(() => peer.OpenFailLaterAsync(
            async context =>
            {
                handle = context;
                await peer.WriteSignAsync(key, "");
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            },
            key,
            "theirs"));
        Assert.That((thrown!.Is<ArithmeticException>(), thrown.RemoteMessage), Is.EqualTo((true, "theirs")));
        Assert.That(thrown, Is.SameAs(handle!.RemoteError), "CTX-06");
        await Task.CompletedTask;
    });

    [Test, Property("Row", "CTX-05")]
    public Task AnErrorCaughtInTheBodyIsRaisedAgainAtItsEnd() => RunWithPeerAsync(async peer =>
    {
        string key = NewKey();
        await peer.WriteSignAsync(key, "");
        Exception? caught = null;
        Exception? thrown = await Soon.ErrorOfAsync(() => peer.OpenFailLaterAsync(
            async context => caught = await Soon.ErrorOfAsync(() => context.ResultAsync()),
            key,
            "theirs"));
        Assert.That(thrown, Is.InstanceOf<RemoteActorException>().And.SameAs(caught));
    });

    [Test]
    public async Task AnErrorThatNobodyObservedFailsTheNurseryBeforeTheHandleIsLeft()
    {
        bool toldBefore = false;
        Exception? failure = await Soon.ErrorOfAsync(() => RunAsync(async nursery =>
        {
            Portal peer = await StartAsync(nursery, "peer");
            string key = NewKey();
            await using (var context = await peer.OpenFailLaterAsync(key, "lost"))
            {
                await peer.WriteSignAsync(key, "");
                await context.CancellationToken.FiresAsync();
            }

            toldBefore = nursery.CancelCalled;
        }));
        Assert.That((toldBefore, (failure as RemoteActorException)?.RemoteMessage), Is.EqualTo((true, "lost")));
    }

    [Test]
    public async Task AnErrorThatWasThrownAndLeftTheBodyIsOneFailure()
    {
        string key = NewKey();
        Exception? failure = await FailureWithPeerAsync(async peer =>
        {
            await peer.WriteSignAsync(key, "");
            await using var context = await peer.OpenFailLaterAsync(key, "once");
            await context.ResultAsync();
        });
        Assert.That(failure, Is.InstanceOf<RemoteActorException>());
    }

    [TestCase(true)]
    [TestCase(false)]
    public Task AnObservedErrorFailsNobody(bool thrown) => RunWithPeerAsync(async peer =>
    {
        string key = NewKey();
        await peer.WriteSignAsync(key, "");
        await using (var context = await peer.OpenFailLaterAsync(key, "seen"))
        {
            if (thrown)
            {
                Assert.ThrowsAsync<RemoteActorException>(() => context.ResultAsync());
            }
            else
            {
                Assert.That((await context.WaitAsync()).Error, Is.InstanceOf<RemoteActorException>());
            }
        }

        Assert.That(await peer.WhoAreYouAsync(), Is.EqualTo(peer.Actor), "ERR-11: the actor lives on");
    });

    [Test]
    public Task LeavingBeforeTheResultCancelsAndWaits() => RunWithPeerAsync(async peer =>
    {
        string key = NewKey();
        RemoteContext<int, Nothing, Nothing, int> left;
        await using (left = await peer.OpenParkAsync(key))
        {
        }

        Assert.That((left.Outcome!.IsCancelled, left.CancelAcked), Is.EqualTo((true, true)));
        SeenCancel seen = SeenCancel.Parse(await peer.ReadSignAsync(key));
        Assert.That((seen.Canceller, seen.Reason), Is.EqualTo((CurrentActor.Id, CancelReason.ParentEnded)));
        await left.DisposeAsync();
    });

    [Test, Property("Row", "CTX-14")]
    public async Task AnErrorWhileItIsLeftFailsTheNursery()
    {
        Exception? failure = await FailureWithPeerAsync(async peer =>
        {
            await using var context = await peer.OpenFailInCleanupAsync(start: true, NewKey());
        });
        Assert.That((failure as RemoteActorException)?.RemoteMessage, Is.EqualTo("cleanup"));
    }

    [TestCase(true)]
    [TestCase(false)]
    [Property("Row", "CTX-03")]
    public async Task AnEndpointThatIgnoresItsCancelIsReportedToTheNursery(bool delegateForm)
    {
        string key = NewKey();
        InvalidOperationException own = new("mine");
        Exception? failure = await FailureWithPeerAsync(
            async peer =>
            {
                if (delegateForm)
                {
                    Assert.That(await Soon.ErrorOfAsync(() => peer.OpenStuckAsync(_ => throw own, key, start: true)), Is.SameAs(own));
                }
                else
                {
                    await using var context = await peer.OpenStuckAsync(key, start: true);
                }

                // The dialog is over here; the endpoint may end, so that its process can be ended in order.
                Notes.Set(key);
                await Soon.ErrorOfAsync(() => peer.WriteSignAsync(key, ""));
            },
            Impatient);
        Assert.That(failure, Is.InstanceOf<ActorTooSlowException>());
        Assert.That(((ActorTooSlowException)failure!).Limit, Is.EqualTo(Impatient.DialogCancelTimeout));
    }

    [Test, Property("Row", "CTX-17")]
    public Task AnOpenThatIsCancelledBeforeTheStartCancelsTheEndpoint() => RunWithPeerAsync(async peer =>
    {
        string key = NewKey();
        using CancellationTokenSource source = new();
        Task opening = peer.OpenParkBeforeStartAsync(key, source.Token);
        await peer.ReadSignAsync(key + ".running");
        await source.CancelAsync();
        OperationCanceledException? thrown = Assert.CatchAsync<OperationCanceledException>(() => opening);
        Assert.That(thrown!.CancellationToken, Is.EqualTo(source.Token));
        SeenCancel seen = SeenCancel.Parse(await peer.ReadSignAsync(key));
        Assert.That(seen.Canceller, Is.EqualTo(CurrentActor.Id));

        string around = key + ".scope";
        bool caught = await CancelScope.RunAsync(async scope =>
        {
            Task inside = peer.OpenParkBeforeStartAsync(around, scope.CancellationToken);
            await peer.ReadSignAsync(around + ".running");
            scope.Cancel();
            await inside;
        });
        Assert.That((caught, SeenCancel.Parse(await peer.ReadSignAsync(around)).Canceller), Is.EqualTo((true, CurrentActor.Id)), "no error beyond the scope");
    });

    [TestCase(true)]
    [TestCase(false)]
    [Property("Row", "CTX-17")]
    public async Task WhatGoesWrongInACancelledOpenIsTheNurserys(bool isStuck)
    {
        string key = NewKey();
        Exception? failure = await FailureWithPeerAsync(
            async peer =>
            {
                using CancellationTokenSource source = new();
                Task opening = isStuck
                    ? peer.OpenStuckAsync(key, start: false, source.Token)
                    : peer.OpenFailInCleanupAsync(start: false, key, source.Token);
                await peer.ReadSignAsync(key + ".running");
                await source.CancelAsync();
                Assert.CatchAsync<OperationCanceledException>(() => opening);
                Notes.Set(key);
                await Soon.ErrorOfAsync(() => peer.WriteSignAsync(key, ""));
            },
            isStuck ? Impatient : Patient);
        Assert.That(failure, isStuck ? Is.InstanceOf<ActorTooSlowException>() : Is.InstanceOf<RemoteActorException>());
    }

    [Test, Property("Row", "CTX-36")]
    public Task AnEndpointThatNeverStartsFailsTheOpen() => RunWithPeerAsync(peer =>
    {
        ProtocolException? thrown = Assert.ThrowsAsync<ProtocolException>(() => peer.OpenNeverStartAsync().WithinAsync());
        Assert.That(thrown!.Message, Does.Contain("StartedAsync").And.Contain("NeverStart"));
        Assert.That(thrown.Peer, Is.EqualTo(peer.Actor));
        return Task.CompletedTask;
    });

    [Test, Property("Row", "CTX-07")]
    public Task AnEndpointThatStartsTwiceFails() => RunWithPeerAsync(async peer =>
    {
        await using var context = await peer.OpenStartTwiceAsync();
        RemoteActorException? thrown = Assert.ThrowsAsync<RemoteActorException>(() => context.ResultAsync());
        Assert.That(thrown!.Is<InvalidOperationException>(), Is.True);
    });

    [Test]
    public Task AnEndpointThatFailsBeforeItsStartFailsTheOpen() => RunWithPeerAsync(async peer =>
    {
        Assert.ThrowsAsync<RemoteActorException>(() => peer.OpenFailBeforeStartAsync("early"));
        await Task.CompletedTask;
    });

    [Test]
    public Task ACancellationThatNobodyAskedForIsAnError() => RunWithPeerAsync(async peer =>
    {
        await using var context = await peer.OpenTimeOutAloneAsync();
        RemoteActorException? thrown = Assert.ThrowsAsync<RemoteActorException>(() => context.ResultAsync());
        Assert.That(thrown!.Is<OperationCanceledException>(), Is.True);
    });

    [Test, Property("Row", "CTX-27")]
    public Task AnotherTaskCancelsLikeTheOwner() => RunAsync(async nursery =>
    {
        Portal peer = await StartAsync(nursery, "peer");
        await using var context = await peer.OpenParkAsync(NewKey());
        nursery.Run(_ => context.CancelAsync());
        Assert.That((await context.WaitAsync()).IsCancelled, Is.True);
        Assert.That((context.CancelCalled, context.CancelAcked, context.Canceller, nursery.CancelCalled), Is.EqualTo((true, true, CurrentActor.Id, false)));
    });

    [Test, Property("Row", "CTX-32")]
    public Task TheHandleTellsHowFarItIs() => RunWithPeerAsync(async peer =>
    {
        string key = NewKey();
        await using var context = await peer.OpenReturnLaterAsync(key);
        Assert.That((context.Outcome, context.State, context.Peer, context.CancelCalled), Is.EqualTo(((Outcome<int>?)null, "Started", peer.Actor, false)));
        Assert.That(context.Endpoint, Does.EndWith("Talk.ReturnLater"));
        await peer.WriteSignAsync(key, "");
        Outcome<int> outcome = await context.WaitAsync();
        Assert.That((outcome.ToString(), context.State, outcome.Kind), Is.EqualTo(("Value(5)", "Value(5)", OutcomeKind.Value)));
    });

    [Test, Property("Row", "CTX-08")]
    public Task ADialogWithOneself() => RunAsync(
        async _ =>
        {
            Portal self = await CurrentActor.ConnectAsync(CurrentActor.Address);
            Assert.That(self.Actor, Is.EqualTo(CurrentActor.Id));
            await using var context = await self.OpenGreetAsync("me");
            Assert.That((context.Started, await context.ResultAsync()), Is.EqualTo(("ME", 2)));
            Assert.ThrowsAsync<ContextCancelledException>(() => self.OpenCancelItselfAsync(c => c.ResultAsync(), start: true));
        },
        Options() with { Endpoints = Talk.Endpoints });

    [Test, Property("Row", "CTX-35")]
    public Task TheCurrentContextIsThatOfTheTaskItself() => RunWithPeerAsync(async peer =>
    {
        ulong inside = 0;
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<object?> beside = SeeAsync();
        Outcome<bool> outcome = await peer.OpenSeeCurrentAsync(async context =>
        {
            entered.SetResult();
            Assert.That(await beside.WithinAsync(), Is.Null, "another task has none");
            Assert.That(CurrentActor.Dialog, Is.SameAs(context));
            await peer.OpenPlainAsync(inner =>
            {
                Assert.That(CurrentActor.Dialog, Is.SameAs(inner));
                return Task.CompletedTask;
            });
            Assert.That(CurrentActor.Dialog, Is.SameAs(context));
            inside = context.Started;
            Assert.That(context.DialogId, Is.EqualTo(inside));
        });
        Assert.That((outcome.Value, inside > 0), Is.EqualTo((true, true)));
        Assert.That(CurrentActor.Dialog, Is.Null);
        Assert.That(CurrentActor.Context, Is.Null);
        Assert.That(await peer.SeesContextAsync(), Is.False);

        async Task<object?> SeeAsync()
        {
            await entered.Task;
            return CurrentActor.Dialog;
        }
    });

    [Test]
    public async Task AnErrorInACallbackOfTheTokenIsTheNurserys()
    {
        InvalidOperationException own = new("in the callback");
        string key = NewKey();
        Exception? failure = await FailureWithPeerAsync(async peer =>
        {
            await using var context = await peer.OpenFailLaterAsync(key, "theirs");
            await using CancellationTokenRegistration registration = context.CancellationToken.Register(() => throw own);
            await peer.WriteSignAsync(key, "");
            await context.CancellationToken.FiresAsync();
            await context.WaitAsync();
            await peer.ReadSignAsync("never");
        });
        Assert.That(failure, Is.SameAs(own));
    }

    [Test]
    public async Task EveryWaitObservesTheNursery()
    {
        List<Exception?> ends = [];
        await RunAsync(async nursery =>
        {
            Portal peer = await StartAsync(nursery, "peer");
            await using var context = await peer.OpenParkAsync(NewKey());
            string key = NewKey();
            Task<Exception?>[] waits =
            [
                Soon.ErrorOfAsync(() => context.ResultAsync()),
                Soon.ErrorOfAsync(() => context.WaitAsync()),
                Soon.ErrorOfAsync(() => peer.OpenParkBeforeStartAsync(key)),
                Soon.ErrorOfAsync(() => peer.ParkCallAsync(key + ".call")),
            ];
            await peer.ReadSignAsync(key + ".running");
            await peer.ReadSignAsync(key + ".call.running");
            await nursery.CancelAsync();
            ends.AddRange(await Task.WhenAll(waits).WithinAsync());
            ends.Add(await Soon.ErrorOfAsync(() => peer.OpenPlainAsync()));
            ends.Add(await Soon.ErrorOfAsync(() => peer.WhoAreYouAsync()));
        });
        Assert.That(ends, Has.Count.EqualTo(6).And.All.InstanceOf<OperationCanceledException>());
    }

    // The ladder asks the peer to end, or ends it by a signal if it is too slow, which may be heard of before the nursery's
    // cancel has come to the dialogs and to who waits for them.
    [TestCase(true)]
    [TestCase(false)]
    public async Task EveryWaitObservesTheNurseryAlsoWhereThePeerIsFaster(bool isAsked)
    {
        List<Exception?> ends = [];
        TaskCompletionSource<bool> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ActorLimits limits = Patient with { CancelTimeout = isAsked ? Soon.Bound : TimeSpan.Zero, KillTimeout = Soon.Bound };
        await RunAsync(
            async nursery =>
            {
                Portal peer = await StartAsync(nursery, "peer");

                // Behind the nursery's children, before its dialogs.
                using IDisposable subscription = peer.Owner.OnCancel(
                    _ => SpinWait.SpinUntil(() => peer.Link.Dialogs.Snapshot().Length == 0, Soon.Bound));
                await using var context = await peer.OpenParkAsync(NewKey());
                Task<Exception?>[] waits = [Soon.ErrorOfAsync(() => context.ResultAsync()), Soon.ErrorOfAsync(() => context.WaitAsync())];

                // The latest is called first.
                await using CancellationTokenRegistration registration = nursery.CancellationToken.UnsafeRegister(
                    _ => ended.SetResult(SpinWait.SpinUntil(() => context.Outcome is not null, Soon.Bound)), null);
                await nursery.CancelAsync();
                ends.AddRange(await Task.WhenAll(waits).WithinAsync());
                ends.Add(await Soon.ErrorOfAsync(() => context.ResultAsync()));
                Assert.That(context.Outcome!.IsCancelled, Is.True);

                // Else the registration may be gone before it is its turn.
                Assert.That(await ended.Task.WithinAsync(), Is.True);
            },
            limits);
        Assert.That(ends, Has.Count.EqualTo(3).And.All.InstanceOf<OperationCanceledException>());
    }

    [Test, Property("Row", "CTX-39")]
    public Task ADialogOverALostConnectionEnds() => RunAsync(async nursery =>
    {
        Portal peer = await StartAsync(nursery, "peer");
        Portal third = await StartAsync(nursery, "third");
        string key = NewKey();
        await using var watching = await third.OpenWatchParkAsync(await peer.WhereAsync(), key);
        Portal direct = await CurrentActor.ConnectAsync(await peer.WhereAsync());
        await using var context = await direct.OpenParkAsync(key + ".own");
        direct.Link.Abort(new IOException("cut"));
        Assert.That((await context.WaitAsync().WithinAsync()).Error, Is.InstanceOf<PeerLostException>().With.InnerException.Message.EqualTo("cut"));
        Portal again = await CurrentActor.ConnectAsync(await peer.WhereAsync());
        PeerLostException left = Assert.ThrowsAsync<PeerLostException>(() => again.OpenParkAsync(
            inside =>
            {
                again.Link.Abort(new IOException("cut again"));
                return Task.CompletedTask;
            },
            key + ".block").WithinAsync())!;
        Assert.That(left.InnerException?.Message, Is.EqualTo("cut again"), "so does the end of the block");
        SeenCancel seen = SeenCancel.Parse(await peer.ReadSignAsync(key + ".own"));
        Assert.That(seen.Reason, Is.EqualTo(CancelReason.PeerLost), "CAN-19");
    });

    [Test, Property("Row", "CTX-25")]
    public Task ACancelGoesDownTheChainAndTheServiceLives([Values("cancel", "error", "scope")] string how) => RunWithPeerAsync(
        async service =>
        {
            string key = NewKey();
            InvalidOperationException own = new("mine");
            ActorId? below = null;
            RemoteContext<ActorAddress, Nothing, Nothing, int>? outer = null;
            Exception? error = await Soon.ErrorOfAsync(() => CancelScope.RunAsync(scope => service.OpenParkBelowAsync(
                async context =>
                {
                    outer = context;
                    below = (await CurrentActor.ConnectAsync(context.Started)).Actor;
                    switch (how)
                    {
                        case "cancel":
                            await context.CancelAsync();
                            break;
                        case "scope":
                            scope.Cancel();
                            await context.WaitAsync(scope.CancellationToken);
                            break;
                        default:
                            throw own;
                    }
                },
                key)));
            Assert.That(error, how == "error" ? Is.SameAs(own) : Is.Null);
            Assert.That((outer!.CancelCalled, outer.CancelAcked, outer.Canceller), Is.EqualTo((true, true, CurrentActor.Id)), "the outer hop is the client's");
            SeenCancel inner = SeenCancel.Parse(await service.ReadSignAsync(key + ".inner").WithinAsync());
            Assert.That(inner.Canceller, Is.EqualTo(service.Actor), "the inner hop is the service's");
            Assert.That(inner.Path, Is.EqualTo(new[] { CurrentActor.Id, service.Actor }), "and came from the client");
            Assert.That((await service.WhoAreYouAsync(), below == service.Actor), Is.EqualTo((service.Actor, false)), "the service lives");
        },
        new ActorLimits { DialogCancelTimeout = TimeSpan.FromSeconds(10) });
}
