using System.Diagnostics;

namespace Tractor.ProcessTests.Teardown;

/// <summary>Section C: ask, wait, SIGTERM, wait, SIGKILL; each step only when the one before did not do.</summary>
// What they wait for are limits.
[FixtureLifeCycle(LifeCycle.InstancePerTestCase), Parallelizable(ParallelScope.Children)]
internal abstract class LadderTests(ActorTransport transport) : ProcessFixture(transport)
{
    // So that a busy machine makes no signal of a graceful end.
    private static readonly ActorLimits Patient = new() { CancelTimeout = TimeSpan.FromSeconds(20), KillTimeout = TimeSpan.FromSeconds(20) };

    private readonly EventLog _log = new();

    [SetUp]
    public void NewLog() => _log.Forget();

    [Test]
    [Property("Row", "CAN-07")]
    public async Task CAN07_A_graceful_end_is_fast_and_without_a_signal()
    {
        TimeSpan taken = await MeasureAsync(async nursery =>
        {
            Portal portal = await nursery.StartActorAsync("worker", Workers.Endpoints);
            await using var context = await portal.OpenServeAsync();
            return await CancelAsync(nursery);
        }, Patient);

        Assert.That(taken, Is.LessThan(TimeSpan.FromSeconds(2.9)));
        AssertSignals(terminated: 0, killed: 0);
    }

    [Test]
    [Property("Row", "CAN-01")]
    public async Task CAN01_A_cancelled_actor_acknowledges_and_its_process_goes()
    {
        await Root.RunAsync(
            async nursery =>
            {
                for (int i = 0; i < 5; i++)
                {
                    Portal portal = await nursery.StartActorAsync("worker", Workers.Endpoints);
                    Assert.That(await portal.CancelActorAsync(Soon.Bound), Is.True, "the answer");
                    Assert.That(await ProcessTree.AreGoneWithinAsync(TimeSpan.FromSeconds(2), [portal.Actor.Pid]), Is.True);
                    Assert.That(await portal.CancelActorAsync(), Is.False, "a link that is down");
                }
            },
            _log);

        AssertSignals(terminated: 0, killed: 0);
    }

    [Test]
    [Property("Row", "CAN-01")]
    public async Task CAN01_An_actor_that_does_not_answer_is_too_slow_only_if_asked_to_be()
    {
        await Root.RunAsync(
            async nursery =>
            {
                Portal portal = await nursery.StartActorAsync("blocked", Workers.Endpoints);
                var context = await portal.OpenBlockAsync();
                TimeSpan shortly = TimeSpan.FromMilliseconds(100);
                Assert.That(await portal.CancelActorAsync(shortly), Is.False);
                long start = Stopwatch.GetTimestamp();
                Assert.That(await portal.CancelActorAsync(), Is.False, "within the limit that it has by itself");
                Assert.That(Stopwatch.GetElapsedTime(start), Is.InRange(new ActorLimits().CancelTimeout * 0.9, TimeSpan.FromSeconds(5)));
                Assert.That(await portal.CancelActorAsync(shortly, throwIfTooSlow: true).ErrorAsync(), Is.InstanceOf<ActorTooSlowException>());
                await nursery.CancelAsync();
                Assert.That(context.CancelCalled, Is.True);
            },
            _log);

        AssertSignals(terminated: 1, killed: 1);
    }

    [Test]
    [Property("Row", "CAN-05")]
    [Property("Row", "CAN-06")]
    public async Task CAN05_CAN06_A_blocked_child_gets_SIGTERM_then_SIGKILL_within_its_limits_and_leaves_no_socket_file()
    {
        string socket = "";
        TimeSpan taken = await MeasureAsync(async nursery =>
        {
            Portal portal = await nursery.StartActorAsync("blocked", Workers.Endpoints + Signs.Endpoints);
            socket = (await portal.WhereAsync()).Endpoint;
            Assert.That(File.Exists(socket), Is.EqualTo(Root.HasSocketFiles));
            await using var context = await portal.OpenBlockAsync();
            return await CancelAsync(nursery);
        });

        Assert.That(taken, Is.InRange(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)));
        AssertSignals(terminated: 1, killed: 1);
        Assert.That(File.Exists(socket), Is.False);
    }

    [Test]
    [Property("Row", "CAN-05")]
    public async Task CAN05_One_child_that_is_too_slow_gets_its_signals_alone_and_the_others_are_asked_at_the_same_time()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("tractor-test-");
        ActorOptions quick = new() { Limits = new ActorLimits { CancelTimeout = TimeSpan.FromMilliseconds(200), KillTimeout = TimeSpan.FromMilliseconds(200) } };
        await Root.RunAsync(
            async nursery =>
            {
                Portal blocked = await nursery.StartActorAsync("blocked", Workers.Endpoints, quick);
                await blocked.OpenBlockAsync();
                for (int i = 0; i < 3; i++)
                {
                    Portal portal = await nursery.StartActorAsync($"good_{i}", Workers.Endpoints);
                    await portal.OpenCleanUpAsync(700, Path.Combine(directory.FullName, $"{i}"));
                }

                await nursery.CancelAsync();
            },
            _log,
            Patient);

        Assert.That(directory.GetFiles(), Has.Length.EqualTo(3));
        AssertSignals(terminated: 1, killed: 1);
        Assert.That(_log.Events.Single(entry => entry.Id == EventLog.Terminating).Text, Does.Contain("blocked"));
        directory.Delete(recursive: true);
    }

    [Test]
    [Property("Row", "CAN-10")]
    public async Task CAN10_A_cancel_timeout_of_zero_is_SIGTERM_at_once_and_still_an_end_in_order()
    {
        string file = Path.GetTempFileName();
        Portal? portal = null;
        await Root.RunAsync(
            async nursery =>
            {
                portal = await nursery.StartActorAsync("worker", Workers.Endpoints);
                await portal.OpenCleanUpAsync(50, file);
                await nursery.CancelAsync();
            },
            _log,
            new ActorLimits { CancelTimeout = TimeSpan.Zero, KillTimeout = TimeSpan.FromSeconds(20) });

        AssertSignals(terminated: 1, killed: 0);
        Assert.That(await File.ReadAllTextAsync(file), Is.EqualTo("clean"));
        Assert.That(portal!.Link.PeerEnding?.Reason, Is.EqualTo(CancelReason.Signal), "it was not asked before");
        File.Delete(file);
    }

    [Test]
    public async Task E31_An_orderly_cleanup_may_take_as_long_as_the_limits_of_that_child_say()
    {
        string file = Path.GetTempFileName();
        ActorOptions patient = new() { Limits = new ActorLimits { CancelTimeout = TimeSpan.FromSeconds(20) } };
        await Root.RunAsync(
            async nursery =>
            {
                Portal portal = await nursery.StartActorAsync("worker", Workers.Endpoints, patient);
                await portal.OpenCleanUpAsync(2500, file);
                await nursery.CancelAsync();
            },
            _log);

        Assert.That(await File.ReadAllTextAsync(file), Is.EqualTo("clean"));
        AssertSignals(terminated: 0, killed: 0);
        File.Delete(file);
    }

    [Test]
    [Property("Row", "CAN-08")]
    public async Task CAN08_An_error_above_a_blocked_grandchild_reaches_the_root_in_time()
    {
        long start = 0;
        int blocked = 0;
        Exception error = await Root.ErrorAsync(
            async nursery =>
            {
                Portal portal = await nursery.StartActorAsync("middle", Workers.Endpoints);
                await using var context = await portal.OpenFailAboveBlockedAsync();
                start = Stopwatch.GetTimestamp();
                blocked = context.Started;
                await context.ResultAsync();
            },
            _log);

        Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(TimeSpan.FromSeconds(4)));
        Assert.That(ProcessTree.IsGone(blocked), Is.True);
        Assert.That(error, Is.InstanceOf<RemoteActorException>(), error.ToString());
        Assert.That(((RemoteActorException)error).Is<InvalidOperationException>(), Is.True, error.ToString());
    }

    [TestCase("blocks", -1)]
    [TestCase("ignores", -1)]
    [TestCase("serves", 2)]
    [TestCase("serves", 1)]
    [TestCase("serves", 0)]
    [TestCase("blocks", 1)]
    [Property("Row", "CAN-24")]
    public async Task CAN24_E24_A_deep_tree_ends_within_one_ladder_whoever_in_it_is_stuck_or_stopped(string leaf, int stopped)
    {
        // Three ladders, one a level, would take 3.6 s.
        ActorLimits limits = new() { CancelTimeout = TimeSpan.FromMilliseconds(400), KillTimeout = TimeSpan.FromMilliseconds(800) };
        int[] pids = [];
        TimeSpan taken = await MeasureAsync(
            async nursery =>
            {
                Portal portal = await nursery.StartActorAsync("top", Workers.Endpoints);
                await using var context = await portal.OpenNestAsync(1, leaf);
                pids = [portal.Actor.Pid, .. context.Started];
                if (stopped >= 0)
                {
                    Signals.Send(pids[stopped], Signals.Stop);
                    Assert.That(await Soon.HoldsAsync(Soon.Bound, () => ProcessTree.StateOf(pids[stopped]) == 'T'), Is.True);
                }

                return await CancelAsync(nursery);
            },
            limits);
        int[] left = [.. pids.Where(pid => !ProcessTree.IsGone(pid))];

        Assert.That(pids, Has.Length.EqualTo(3));
        Assert.That(left, Is.Empty, $"of {string.Join(", ", pids)}");
        Assert.That(taken, Is.LessThan(TimeSpan.FromSeconds(2.4)));
    }

    // Each level has a part of the time of the one above it, so that only who is stuck is killed, by its own parent.
    [Test]
    [Property("Row", "CAN-24")]
    public async Task CAN24_Who_is_above_one_that_is_stuck_ends_in_order_in_the_time_that_it_has()
    {
        ActorLimits limits = new() { CancelTimeout = TimeSpan.FromSeconds(1), KillTimeout = TimeSpan.FromSeconds(3) };
        TimeSpan taken = await MeasureAsync(
            async nursery =>
            {
                Portal portal = await nursery.StartActorAsync("top", Workers.Endpoints);
                await using var context = await portal.OpenNestAsync(1, "blocks");
                return await CancelAsync(nursery);
            },
            limits);

        Assert.That(_log.Count(EventLog.Killing), Is.Zero, "the top of the tree was not killed");
        Assert.That(taken, Is.LessThan(limits.CancelTimeout + limits.KillTimeout));
    }

    [Test]
    [Property("Row", "CAN-07")]
    [Property("Row", "CAN-24")]
    public async Task CAN07_CAN24_In_a_deep_chain_everybody_cleans_up_and_ends_by_itself()
    {
        const int Levels = 14;
        DirectoryInfo directory = Directory.CreateTempSubdirectory("tractor-test-");
        // A clean-up takes a twentieth of the ladder: a quarter kept by each level would leave the last one no time for it.
        ActorLimits limits = new() { CancelTimeout = TimeSpan.FromSeconds(3), KillTimeout = TimeSpan.FromSeconds(9) };
        TimeSpan taken = await MeasureAsync(
            async nursery =>
            {
                Portal portal = await nursery.StartActorAsync("top", Workers.Endpoints);
                await portal.OpenChainAsync(Levels - 1, 600, directory.FullName);
                return await CancelAsync(nursery);
            },
            limits);

        IEnumerable<string> expected = Enumerable.Range(0, Levels).SelectMany(level => new[] { $"clean_{level}", $"exit_{level}" });
        Assert.That(directory.GetFiles().Select(file => file.Name), Is.EquivalentTo(expected));
        Assert.That(_log.Count(EventLog.Killing), Is.Zero, string.Join('\n', _log.Events));
        Assert.That(taken, Is.LessThan(limits.CancelTimeout + limits.KillTimeout));
        directory.Delete(recursive: true);
    }

    [TestCase(2)]
    [TestCase(4)]
    [TestCase(8)]
    [TestCase(16)]
    [Property("Row", "CAN-09")]
    [Property("Row", "SPN-11")]
    public async Task CAN09_SPN11_Children_of_one_name_are_ended_at_the_same_time(int count)
    {
        Portal[] portals = [];
        TimeSpan taken = await MeasureAsync(
            async nursery =>
            {
                portals = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => nursery.StartActorAsync("same", Workers.Endpoints)));
                Assert.That(nursery.Children, Is.EquivalentTo(portals.Select(portal => portal.Actor)));
                Assert.That(portals.Select(portal => portal.Actor.Uuid), Is.Unique);
                Assert.That(portals.Select(portal => portal.Actor.Name), Is.All.EqualTo("same"));
                return await CancelAsync(nursery);
            },
            Patient);

        Assert.That(taken, Is.LessThan(TimeSpan.FromSeconds(10)));
        Assert.That(portals.Select(portal => portal.IsConnected), Is.All.False);
        AssertSignals(terminated: 0, killed: 0);
    }

    [Test]
    [Property("Row", "SPN-18")]
    public async Task A_nursery_inside_an_endpoint_is_torn_down_with_its_dialog()
    {
        await Root.RunAsync(
            async nursery =>
            {
                Portal portal = await nursery.StartActorAsync("host", Workers.Endpoints);
                int inner;
                await using (var context = await portal.OpenHostAsync(blocked: false))
                {
                    inner = context.Started;
                    Assert.That(nursery.Children, Is.EqualTo(new[] { portal.Actor }), "only its direct children");
                    await context.CancelAsync();
                }

                Assert.That(ProcessTree.IsGone(inner), Is.True, "the actor inside");
                Assert.That(ProcessTree.IsGone(portal.Actor.Pid), Is.False, "its host");
                await nursery.CancelAsync();
            },
            _log);
    }

    private static Task<long> CancelAsync(ActorNursery nursery)
    {
        long start = Stopwatch.GetTimestamp();
        return Task.FromResult(nursery.CancelAsync().IsCompleted ? start : 0);
    }

    // From the cancel to the end of everything.
    private async Task<TimeSpan> MeasureAsync(Func<ActorNursery, Task<long>> body, ActorLimits? limits = null)
    {
        long start = await Root.RunAsync(body, _log, limits);
        return Stopwatch.GetElapsedTime(start);
    }

    private void AssertSignals(int terminated, int killed) => Assert.Multiple(() =>
    {
        string all = string.Join('\n', _log.Events);
        Assert.That(_log.Count(EventLog.Terminating), Is.EqualTo(terminated), all);
        Assert.That(_log.Count(EventLog.Killing), Is.EqualTo(killed), all);
    });
}
