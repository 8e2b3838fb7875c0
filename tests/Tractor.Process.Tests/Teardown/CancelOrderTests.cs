namespace Tractor.ProcessTests.Teardown;

/// <summary>What has happened when a cancel is answered, and what the ends of an actor follow each other in.</summary>
internal abstract class CancelOrderTests(ActorTransport transport) : NotedFixture(transport)
{
    private static readonly ActorLimits Patient = new() { CancelTimeout = TimeSpan.FromSeconds(20), DialogCancelTimeout = TimeSpan.FromSeconds(20) };

    [Test]
    [Property("Row", "CAN-02")]
    public async Task CAN02_An_actor_whose_tasks_keep_all_its_processors_busy_answers()
    {
        await Root.RunAsync(
            async nursery =>
            {
                Portal portal = await nursery.StartActorAsync("busy", Orders.Endpoints);
                var first = await portal.OpenBusyAsync();
                var second = await portal.OpenBusyAsync();
                await second.CancelAsync();
                Assert.That(second.CancelAcked, Is.True, "of the dialog");
                Assert.That(await portal.CancelActorAsync(Soon.Bound), Is.True, "of the actor");
                Assert.That(first.Outcome!.Error, Is.InstanceOf<ContextCancelledException>());
                await nursery.CancelAsync();
            },
            Log,
            Patient);

        Assert.That(Log.Count(EventLog.Terminating), Is.Zero);
    }

    [Test]
    [Property("Row", "CAN-03")]
    [Property("Row", "CAN-01")]
    public async Task CAN03_The_answer_of_an_actor_comes_when_its_dialogs_have_ended_and_its_tasks_are_over()
    {
        await RunAsync(async (nursery, portal) =>
        {
            var first = await portal.OpenTidyAsync(NoteFile);
            string other = $"{NoteFile}.second";
            var second = await portal.OpenCleanUpAsync(100, other);
            Assert.That(await portal.CancelActorAsync(Soon.Bound), Is.True);

            Exception?[] errors = [first.Outcome?.Error, second.Outcome?.Error];
            Assert.That(errors, Is.All.InstanceOf<ContextCancelledException>());
            Assert.That(errors.Select(error => ((ContextCancelledException)error!).Canceller), Is.All.EqualTo(CurrentActor.Id));
            Assert.That(File.Exists(other), Is.True, "the second task is over");
            Assert.That(await File.ReadAllTextAsync(NoteFile), Does.StartWith("task;"), "the first is, and its actor's end goes on");
            File.Delete(other);
            await nursery.CancelAsync();
        });
    }

    [Test]
    public async Task An_idle_actor_ends_without_an_exception_and_its_exit_handlers_run()
    {
        await RunAsync(async (nursery, portal) =>
        {
            await portal.NoteThrownAsync(NoteFile);
            await portal.CancelActorAsync(Soon.Bound);
            Assert.That(await ProcessTree.AreGoneWithinAsync(Soon.Bound, [portal.Actor.Pid]), Is.True);

            Assert.That(await File.ReadAllTextAsync(NoteFile), Is.EqualTo("thrown: []"));
            await nursery.CancelAsync();
        });
    }

    [Test]
    [Property("Row", "CAN-04")]
    public async Task CAN04_The_answer_of_a_dialog_comes_when_its_task_is_over()
    {
        await RunAsync(async (nursery, portal) =>
        {
            var context = await portal.OpenTidyAsync(NoteFile);
            await context.CancelAsync();

            Assert.That(context.CancelAcked, Is.True);
            Assert.That(context.Canceller, Is.EqualTo(CurrentActor.Id));
            Assert.That(context.Outcome?.Error, Is.InstanceOf<ContextCancelledException>(), "it came before the answer");
            Assert.That(await File.ReadAllTextAsync(NoteFile), Is.EqualTo("task;"));
            Assert.That(await portal.DoubleAsync(2), Is.EqualTo(4), "the actor lives");
            await nursery.CancelAsync();
        });
    }

    [Test]
    [Property("Row", "CAN-01")]
    public async Task CAN01_Waiting_for_the_answer_goes_on_while_ones_own_nursery_is_cancelled()
    {
        bool answer = false;
        await RunAsync(async (nursery, portal) =>
        {
            await portal.OpenTidyAsync(NoteFile);
            Task<bool> asking = portal.CancelActorAsync(Soon.Bound);
            await nursery.CancelAsync();
            answer = await asking;
        });

        Assert.That(answer, Is.True);
    }

    [Test]
    [Property("Row", "CAN-16")]
    [Property("Row", "RUN-07")]
    public async Task CAN16_Tasks_then_listener_then_exit_resources_and_the_link_to_the_parent_last()
    {
        await RunAsync(async (nursery, portal) =>
        {
            var context = await portal.OpenTidyAsync(NoteFile);
            Assert.That(File.Exists(context.Started.Endpoint), Is.EqualTo(Root.HasSocketFiles));
            await portal.CancelActorAsync(Soon.Bound);
            Assert.That(await ProcessTree.AreGoneWithinAsync(Soon.Bound, [portal.Actor.Pid]), Is.True);

            Assert.That(await File.ReadAllTextAsync(NoteFile), Is.EqualTo("task;exit deaf 42;"));
            Assert.That(await Soon.HoldsAsync(Soon.Bound, () => !portal.IsConnected), Is.True);
            await nursery.CancelAsync();
        });
    }

    [Test]
    [Property("Row", "CAN-21")]
    public async Task CAN21_An_actor_cancelled_by_a_third_one_ends_in_order_and_its_parent_is_told()
    {
        await RunAsync(async (nursery, portal) =>
        {
            Portal third = await nursery.StartActorAsync("third", Orders.Endpoints);
            var context = await portal.OpenTidyAsync(NoteFile);
            Assert.That(await third.CancelOtherAsync(context.Started), Is.True);
            Assert.That(await Soon.HoldsAsync(Soon.Bound, () => nursery.Children.Count == 1), Is.True);

            Assert.That(nursery.CancelCalled, Is.False);
            Assert.That(((ContextCancelledException)(await context.WaitAsync()).Error!).Canceller, Is.EqualTo(third.Actor));
            Assert.That(Log.Events, Has.Some.Matches<(int Id, string Text)>(entry => entry.Id == EventLog.Ended && entry.Text.Contains(portal.Actor.ToString(), StringComparison.Ordinal)));
            Exception later = await portal.DoubleAsync(1).ErrorAsync();
            Assert.That(later, Is.InstanceOf<PeerLostException>());
            Assert.That(later.Message, Does.Contain("ended in order").And.Contain(third.Actor.ToString()));
            Assert.That(await third.DoubleAsync(1), Is.EqualTo(2));
            await nursery.CancelAsync();
        });

        Assert.That(Log.Count(EventLog.Terminating), Is.Zero);
    }

    [TestCase(Signals.Terminate)]
    public async Task A_daemon_that_is_told_from_outside_to_end_does_so_in_order_and_its_nursery_goes_on(int signal)
    {
        await RunAsync(async (nursery, portal) =>
        {
            Portal other = await nursery.StartActorAsync("other", Orders.Endpoints);
            Signals.Send(portal.Actor.Pid, signal);
            Assert.That(await Soon.HoldsAsync(Soon.Bound, () => nursery.Children.Count == 1), Is.True);

            Assert.That(nursery.CancelCalled, Is.False);
            Assert.That((await portal.DoubleAsync(1).ErrorAsync()).Message, Does.Contain("ended in order").And.Contain("SIGTERM"));
            Assert.That(await other.DoubleAsync(1), Is.EqualTo(2));
            await nursery.CancelAsync();
        });
    }

    [Test]
    public async Task SIGTERM_from_outside_cuts_nothing_of_the_end_of_an_actor_that_is_cancelled_already()
    {
        await RunAsync(async (nursery, portal) =>
        {
            await portal.OpenCleanUpUntilSignalAsync(NoteFile);
            Task cancelled = nursery.CancelAsync();
            Assert.That(await Soon.HoldsAsync(Soon.Bound, () => File.ReadAllText(NoteFile) == "begun;"), Is.True);
            Signals.Send(portal.Actor.Pid, Signals.Terminate);
            await cancelled;
        });

        Assert.That(await File.ReadAllTextAsync(NoteFile), Is.EqualTo("begun;clean;ended;"));
        Assert.That(Log.Count(EventLog.Terminating), Is.Zero);
    }

    private Task RunAsync(Func<ActorNursery, Portal, Task> body) => ActorNursery.RunAsync(
        async nursery => await body(nursery, await nursery.StartActorAsync("tidy", Orders.Endpoints + Workers.Endpoints)),
        Root.Options(Log, Patient) with { Endpoints = Orders.Endpoints }).WithinAsync();
}
