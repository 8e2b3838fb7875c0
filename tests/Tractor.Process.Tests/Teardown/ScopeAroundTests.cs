using System.Diagnostics;

namespace Tractor.ProcessTests.Teardown;

/// <summary>NUR-09, NUR-18: scopes and nurseries of tasks, around and inside a nursery of processes.</summary>
internal abstract class ScopeAroundTests(ActorTransport transport) : ProcessFixture(transport)
{
    private static readonly TimeSpan Shortly = TimeSpan.FromMilliseconds(300);

    [Test]
    [Property("Row", "NUR-09")]
    public async Task NUR09_A_deadline_around_the_root_cancels_and_reaps_all_and_is_no_error()
    {
        ActorNursery? nursery = null;
        int pid = 0;
        bool caught = await CancelScope.RunAsync(
            scope => ActorNursery.RunAsync(
                async opened =>
                {
                    nursery = opened;
                    Portal portal = await opened.StartActorAsync("worker", Workers.Endpoints);
                    pid = portal.Actor.Pid;
                    await using var context = await portal.OpenServeAsync();
                    scope.Deadline = Shortly;
                    await context.ResultAsync();
                },
                Root.Options())).WithinAsync();

        AssertTimedOut(caught, nursery!, pid);
    }

    [Test]
    [Property("Row", "NUR-09")]
    public async Task NUR09_A_deadline_around_a_nursery_of_a_running_root_ends_that_nursery_alone()
    {
        ActorNursery? nursery = null;
        int pid = 0;
        bool caught = false;
        await Root.RunAsync(async outer =>
        {
            Portal survivor = await outer.StartActorAsync("survivor", Workers.Endpoints);
            caught = await CancelScope.RunAsync(scope => ActorNursery.RunAsync(async opened =>
            {
                nursery = opened;
                Portal portal = await opened.StartActorAsync("worker", Workers.Endpoints);
                pid = portal.Actor.Pid;
                scope.Deadline = Shortly;
                await portal.OpenServeAsync();
            }));

            Assert.That(ProcessTree.IsGone(pid), Is.True);
            Assert.That(outer.CancelCalled, Is.False);
            Assert.That(await survivor.SquareAsync(3), Is.EqualTo(9));
            await outer.CancelAsync();
        });

        AssertTimedOut(caught, nursery!, pid);
    }

    [Test]
    [Property("Row", "NUR-09")]
    public async Task NUR09_A_deadline_inside_a_child_ends_what_the_child_started()
    {
        bool caught = await Root.RunAsync(nursery => nursery.RunInActorAsync("host", Timeouts.Endpoints, async portal => await portal.TimeOutAsync(300)));

        Assert.That(caught, Is.True);
    }

    [Test]
    [Property("Row", "NUR-18")]
    public async Task NUR18_A_nursery_of_tasks_around_the_root_gets_its_error_bare()
    {
        InvalidOperationException thrown = new("the body");
        bool siblingWasCancelled = false;
        Exception error = await TaskNursery.RunAsync(tasks =>
        {
            tasks.Run(async token =>
            {
                await Task.Delay(Timeout.Infinite, token).ContinueWith(_ => siblingWasCancelled = true, TaskScheduler.Default);
            });
            tasks.Run(token => ActorNursery.RunAsync(
                async nursery =>
                {
                    await nursery.StartActorAsync("worker", Workers.Endpoints);
                    throw thrown;
                },
                Root.Options(),
                token));
            return Task.CompletedTask;
        }).ErrorAsync();

        Assert.That(error, Is.SameAs(thrown));
        Assert.That(siblingWasCancelled, Is.True);
    }

    [Test]
    [Property("Row", "NUR-18")]
    public async Task NUR18_A_failure_beside_the_root_cancels_the_tree()
    {
        InvalidOperationException thrown = new("beside");
        Exception error = await TaskNursery.RunAsync(tasks =>
        {
            TaskCompletionSource up = new(TaskCreationOptions.RunContinuationsAsynchronously);
            tasks.Run(token => ActorNursery.RunAsync(
                async nursery =>
                {
                    Portal portal = await nursery.StartActorAsync("worker", Workers.Endpoints);
                    await using var context = await portal.OpenServeAsync();
                    up.SetResult();
                    await context.ResultAsync();
                },
                Root.Options(),
                token));
            tasks.Run(async _ =>
            {
                await up.Task;
                throw thrown;
            });
            return Task.CompletedTask;
        }).ErrorAsync();

        Assert.That(error, Is.SameAs(thrown));
        Assert.That(ProcessTree.Live(), Is.Empty);
    }

    [Test]
    [Property("Row", "NUR-18")]
    public async Task NUR18_A_nursery_of_tasks_inside_gives_one_error_bare_and_several_in_one_group()
    {
        InvalidOperationException first = new("first");
        Exception bare = await Root.ErrorAsync(async nursery =>
        {
            await nursery.StartActorAsync("worker", Workers.Endpoints);
            await TaskNursery.RunAsync(tasks =>
            {
                tasks.Run(_ => throw first);
                return Task.CompletedTask;
            });
        });
        Exception group = await Root.ErrorAsync(async nursery =>
        {
            Portal portal = await nursery.StartActorAsync("worker", Failing.Endpoints);
            await TaskNursery.RunAsync(async tasks =>
            {
                Exception remote = await portal.FailAsync(0, "remote").ErrorAsync();
                tasks.Run(_ => throw remote);
                await Task.Delay(Timeout.Infinite, tasks.CancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
                throw first;
            });
        });

        Assert.That(bare, Is.SameAs(first));
        Assert.That(((AggregateException)group).InnerExceptions, Has.Count.EqualTo(2).And.Some.SameAs(first).And.Some.InstanceOf<RemoteActorException>());
    }

    private static void AssertTimedOut(bool caught, ActorNursery nursery, int pid) => Assert.Multiple(() =>
    {
        Assert.That(caught, Is.True);
        Assert.That(nursery.CancelCalled, Is.True);
        Assert.That(nursery.Cancellation!.Reason, Is.EqualTo(CancelReason.Deadline));
        Assert.That(nursery.Children, Is.Empty);
        Assert.That(ProcessTree.IsGone(pid), Is.True);
    });
}
