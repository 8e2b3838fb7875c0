using System.Collections.ObjectModel;
using Microsoft.Extensions.Logging;
using Tractor.ProcessTests.Startup;

namespace Tractor.ProcessTests.Teardown;

/// <summary>How nurseries of processes end, and with which errors.</summary>
internal abstract class NurseryTests(ActorTransport transport) : ProcessFixture(transport)
{
    private static readonly ActorLimits Patient = new() { CancelTimeout = TimeSpan.FromSeconds(20) };

    [Test]
    [Property("Row", "NUR-01")]
    public async Task NUR01_An_error_of_the_body_comes_out_bare_and_all_children_are_gone()
    {
        InvalidOperationException thrown = new("the body");
        Exception error = await Root.ErrorAsync(async nursery =>
        {
            await nursery.StartActorAsync("first", Workers.Endpoints);
            await nursery.StartActorAsync("second", Workers.Endpoints);
            throw thrown;
        });

        Assert.That(error, Is.SameAs(thrown));
        Assert.That(ProcessTree.Live(), Is.Empty);
    }

    [TestCase(true)]
    [TestCase(false)]
    [Property("Row", "NUR-02")]
    [Property("Row", "NUR-03")]
    [Property("Row", "NUR-15")]
    [Property("Row", "NUR-16")]
    public async Task NUR02_NUR03_NUR15_E6_E7_A_failing_one_shot_fails_its_nursery_bare_and_at_once(bool isAwaited)
    {
        bool bodyWasCancelled = false;
        Exception error = await Root.ErrorAsync(async nursery =>
        {
            await nursery.StartActorAsync("daemon", Workers.Endpoints);
            Task<int> sibling = nursery.RunInActorAsync("sibling", Victim(), async portal => { await using var context = await portal.OpenServeAsync(); return await context.ResultAsync(); });
            Task shot = nursery.RunInActorAsync("shot", Failing.Endpoints, async portal => await portal.FailAsync(0, "one shot"));
            try
            {
                await (isAwaited ? shot : Task.Delay(Timeout.Infinite, nursery.CancellationToken));
            }
            catch (OperationCanceledException)
            {
                bodyWasCancelled = true;
                throw;
            }
        });

        Assert.That(error, Is.InstanceOf<RemoteActorException>(), error.ToString());
        Assert.That(((RemoteActorException)error).Is<InvalidOperationException>(), Is.True);
        Assert.That(bodyWasCancelled, Is.Not.EqualTo(isAwaited));
    }

    // Its actor has to be killed, which takes a ladder; the siblings do not wait for that.
    [Test]
    [Property("Row", "NUR-03")]
    public async Task NUR03_A_failing_one_shot_cancels_its_siblings_before_its_actor_is_gone()
    {
        int pid = 0;
        bool wasAlive = false;
        InvalidOperationException thrown = new("the call");
        Exception error = await Root.ErrorAsync(async nursery =>
        {
            nursery.Run(async token =>
            {
                await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                wasAlive = !ProcessTree.IsGone(pid);
            });
            await nursery.RunInActorAsync("shot", Workers.Endpoints, async portal =>
            {
                pid = (await portal.OpenBlockAsync()).Started;
                throw thrown;
            });
        });

        Assert.That(error, Is.SameAs(thrown));
        Assert.That((wasAlive, ProcessTree.IsGone(pid)), Is.EqualTo((true, true)));
    }

    [Test]
    [Property("Row", "NUR-07")]
    public async Task NUR07_An_error_of_the_body_and_one_of_a_child_come_out_in_one_group()
    {
        InvalidOperationException thrown = new("the body");
        Exception error = await Root.ErrorAsync(async nursery =>
        {
            _ = nursery.RunInActorAsync("worker", Failing.Endpoints, async portal => await portal.FailAsync(0, "the child"));
            await nursery.CancellationToken.FiresAsync();
            throw thrown;
        });

        Assert.That(error, Is.InstanceOf<AggregateException>());
        ReadOnlyCollection<Exception> both = ((AggregateException)error).InnerExceptions;
        Assert.That(both, Has.Count.EqualTo(2));
        Assert.That((both[0] as RemoteActorException)?.RemoteMessage, Is.EqualTo("the child"));
        Assert.That(both[1], Is.SameAs(thrown));
    }

    [Test]
    [Property("Row", "NUR-07")]
    public async Task NUR07_A_death_and_another_error_of_the_body_come_out_in_one_group()
    {
        InvalidOperationException thrown = new("the body");
        Exception error = await Root.ErrorAsync(async nursery =>
        {
            Portal portal = await nursery.StartActorAsync("victim", Workers.Endpoints);
            Signals.Send(portal.Actor.Pid, Signals.Kill);
            await nursery.CancellationToken.FiresAsync();
            throw thrown;
        });

        Assert.That(error, Is.InstanceOf<AggregateException>());
        Assert.That(((AggregateException)error).InnerExceptions, Has.Count.EqualTo(2));
        Assert.That(((AggregateException)error).InnerExceptions[0], Is.InstanceOf<ActorDiedException>());
        Assert.That(((AggregateException)error).InnerExceptions[1], Is.SameAs(thrown));
    }

    [Test]
    [Property("Row", "NUR-10")]
    [Property("Row", "NUR-14")]
    [Property("Row", "SPN-13")]
    public async Task NUR10_NUR14_SPN13_A_cancel_from_inside_ends_clean_with_open_dialogs()
    {
        ActorNursery? nurseryOf = null;
        await Root.RunAsync(async nursery =>
        {
            nurseryOf = nursery;
            Portal portal = await nursery.StartActorAsync("worker", Workers.Endpoints);
            Assert.That(nursery.Children.Single(), Is.EqualTo(portal.Actor));
            await using var context = await portal.OpenServeAsync();
            nursery.Run(context.ResultAsync);
            await nursery.CancelAsync();
        });

        Assert.That(nurseryOf!.CancelCalled, Is.True);
        Assert.That(nurseryOf.Children, Is.Empty);
    }

    [Test]
    [Property("Row", "NUR-11")]
    public async Task NUR11_An_error_after_the_cancel_is_still_raised()
    {
        InvalidOperationException thrown = new("after");
        Exception error = await Root.ErrorAsync(async nursery =>
        {
            await nursery.StartActorAsync("worker", Workers.Endpoints);
            await nursery.CancelAsync();
            throw thrown;
        });

        Assert.That(error, Is.SameAs(thrown));
    }

    [Test]
    [Property("Row", "NUR-16")]
    [Property("Row", "SPN-19")]
    public async Task NUR16_SPN19_One_shots_that_succeed_leave_daemons_running_and_the_nursery_waits_for_those()
    {
        TaskCompletionSource<(ActorNursery Nursery, Portal Daemon)> bodyEnds = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task run = Root.RunAsync(async nursery =>
        {
            Portal daemon = await nursery.StartActorAsync("daemon", Workers.Endpoints);
            Assert.That(await nursery.RunInActorAsync("shot", Workers.Endpoints, async portal => await portal.SquareAsync(3)), Is.EqualTo(9));
            await Soon.UntilAsync(() => nursery.Children.Count == 1);
            Assert.That(nursery.CancelCalled, Is.False, "a success cancels nothing");
            bodyEnds.SetResult((nursery, daemon));
        });
        await Task.WhenAny(run, bodyEnds.Task).WithinAsync();
        Assert.That(bodyEnds.Task.IsCompleted, Is.True, $"{run.Exception}");
        (ActorNursery nursery, Portal daemon) = await bodyEnds.Task;

        // The body is over; only the daemon holds the nursery.
        Assert.That(await Soon.HoldsAsync(TimeSpan.FromMilliseconds(200), () => run.IsCompleted || nursery.CancelCalled), Is.False, "it waits for its daemon");
        Assert.That(await daemon.SquareAsync(4), Is.EqualTo(16));
        Assert.That(await daemon.CancelActorAsync(Soon.Bound), Is.True);
        await run;
    }

    [Test]
    [Property("Row", "NUR-19")]
    public async Task NUR19_The_options_of_a_nursery_reach_the_root_that_it_boots()
    {
        EventLog log = new();
        ActorRuntimeOptions options = Root.Options(log, new ActorLimits { MaxDialogsPerPeer = 77 }) with { Name = "captain", Endpoints = Signs.Endpoints, LogLevel = LogLevel.Warning, DebugMode = true };
        await ActorNursery.RunAsync(
            async nursery =>
            {
                await AssertOnBoardAsync(nursery);
                await ActorNursery.RunAsync(
                    AssertOnBoardAsync,
                    Root.Options() with { Name = "mutineer", Limits = new ActorLimits { MaxDialogsPerPeer = 78 }, LogLevel = LogLevel.Debug, Transport = ActorTransport.InMemory, Spawning = ActorSpawning.InProcess });
            },
            options).WithinAsync();

        Assert.That(log.Events, Is.Empty, "nothing to warn of");

        // In the root, and in what is below it.
        async Task AssertOnBoardAsync(ActorNursery nursery)
        {
            Assert.That((CurrentActor.Name, CurrentActor.DebugMode, CurrentActor.Address.Transport), Is.EqualTo(("captain", true, Root.Transport)));
            Portal self = await CurrentActor.ConnectAsync(CurrentActor.Address);
            Assert.That(await self.WhoAreYouAsync(), Is.EqualTo(CurrentActor.Id), "it serves what it was told to");
            Portal mate = await nursery.StartActorAsync("mate", Beginners.Endpoints + Debugged.Endpoints + Signs.Endpoints);
            Assert.That(await mate.LookAsync(), Does.StartWith("mate ").And.EndsWith(" 77 Warning"));
            Assert.That((await mate.IsInDebugModeAsync(), (await mate.WhereAsync()).Transport), Is.EqualTo((true, Root.Transport)));
            Assert.That(mate.Actor.Pid, Is.Not.EqualTo(Environment.ProcessId));
            await mate.CancelActorAsync(Soon.Bound);
        }
    }

    [Test]
    [Property("Row", "SPN-03")]
    [Property("Row", "SPN-04")]
    public async Task SPN03_SPN04_A_one_shot_is_reaped_with_its_result_which_can_be_read_for_ever()
    {
        Task<string?> result = Task.FromResult<string?>("");
        Task<int> square = Task.FromResult(0);
        await Root.RunAsync(
            async nursery =>
            {
                result = nursery.RunInActorAsync("shot", Workers.Endpoints, async portal => await portal.NothingAsync());
                square = nursery.RunInActorAsync("shot", Workers.Endpoints, async portal => await portal.SquareAsync(5));
                Assert.That(await result, Is.Null);
                await square;
                Assert.That(await Soon.HoldsAsync(TimeSpan.FromSeconds(2), () => ProcessTree.Live().Count == 0), Is.True, "reaped while the nursery is open");
            },
            limits: Patient);

        Assert.That(await result, Is.Null);
        Assert.That(await square, Is.EqualTo(25));
    }

    [Test]
    public async Task A_one_shot_whose_token_fires_is_cancelled_and_nothing_else()
    {
        await Root.RunAsync(async nursery =>
        {
            using CancellationTokenSource source = new();
            TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Task<int> shot = nursery.RunInActorAsync(
                "shot",
                Workers.Endpoints,
                async portal =>
                {
                    await using var context = await portal.OpenServeAsync();
                    started.SetResult();
                    return await context.ResultAsync();
                },
                cancellationToken: source.Token);
            await started.Task;
            await source.CancelAsync();

            Assert.That(await shot.ErrorAsync(), Is.InstanceOf<OperationCanceledException>());
            Assert.That(nursery.CancelCalled, Is.False);
        });
    }

    [Test]
    [Property("Row", "SPN-08")]
    public async Task SPN08_Each_level_of_a_recursion_has_a_name_and_a_process_of_its_own()
    {
        (string Name, int Pid)[] levels = await Root.RunAsync(nursery =>
            nursery.RunInActorAsync("level_2", Workers.Endpoints, async portal => await portal.RecurseAsync(2)));

        Assert.That(levels.Select(level => level.Name), Is.EqualTo(new[] { "level_2", "level_1", "level_0" }));
        Assert.That(levels.Select(level => level.Pid).Append(Environment.ProcessId), Is.Unique);
    }

    [Test]
    public async Task One_shot_after_one_shot_leaves_no_descriptor()
    {
        await Root.RunAsync(async nursery =>
        {
            await RunShotsAsync(nursery, 6);
            int descriptors = Count("fd");
            await RunShotsAsync(nursery, 12);

            Assert.That(await Soon.HoldsAsync(TimeSpan.FromSeconds(2), () => Count("fd") <= descriptors + 2), Is.True, $"{descriptors}, then {Count("fd")}");
        });

        static int Count(string what) => Directory.GetFileSystemEntries($"/proc/self/{what}").Length;
    }

    private static async Task RunShotsAsync(ActorNursery nursery, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await nursery.RunInActorAsync("shot", Workers.Endpoints, async portal => await portal.SquareAsync(2));
        }

        Assert.That(await Soon.HoldsAsync(Soon.Bound, () => nursery.Children.Count == 0), Is.True);
    }

    // Another way to say the same table, so that both forms are seen.
    private static EndpointTable Victim() => Workers.Endpoints + Death.Victims.Endpoints;
}
