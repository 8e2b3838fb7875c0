using Tractor.Actors;

namespace Tractor.ProcessTests.Teardown;

/// <summary>CAN-11: nobody is ended by force as long as somebody debugs, here or below.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase), Parallelizable(ParallelScope.Children)]
internal abstract class DebugHoldTests(TreeKind kind) : TreeFixture(kind)
{
    // So that a step which is not held back is soon seen.
    private static readonly ActorLimits Quick = new() { CancelTimeout = TimeSpan.FromMilliseconds(300), KillTimeout = TimeSpan.FromMilliseconds(300) };

    private readonly EventLog _log = new();
    private DirectoryInfo _directory = null!;

    [SetUp]
    public void Begin()
    {
        _log.Forget();
        _directory = Directory.CreateTempSubdirectory("tractor-test-");
    }

    [TearDown]
    public void DeleteFiles() => _directory.Delete(recursive: true);

    [Test, Property("Row", "CAN-11")]
    public async Task WhoHoldsIsAskedToEndAndEndedByForceOnlyAfterwards()
    {
        int pid = 0;
        Task run = RunQuickAsync(async nursery =>
        {
            Portal portal = await nursery.StartActorAsync("held", Debugged.Endpoints);
            pid = (await portal.OpenGoOnAsync(FileOf("held"))).Started;
            await BeginHoldAsync("held");
            await HeldAsync(portal.Actor);
        });
        await SeenAsync(EventLog.HeldBack);
        await Soon.UntilAsync(() => File.Exists(FileOf("held.asked")));
        AssertNoSignals();
        Assert.That((run.IsCompleted, ProcessTree.IsGone(pid)), Is.EqualTo((false, false)));
        Assert.That(_log.Events.Single(entry => entry.Id == EventLog.HeldBack).Text, Does.Contain("held@").And.Contain("hold for debugging"));

        // What is left of the limit that passed meanwhile is nothing; it begins anew.
        long released = TimeProvider.System.GetTimestamp();
        Tell("held.release");
        await SeenAsync(EventLog.Terminating);
        Assert.That(TimeProvider.System.GetElapsedTime(released), Is.GreaterThanOrEqualTo(Quick.CancelTimeout));
        await SeenAsync(EventLog.Killing);
        EndWhoCannotBeKilled("held");
        await run;
        Assert.That((_log.Count(EventLog.HeldBack), _log.Count(EventLog.Terminating), _log.Count(EventLog.Killing)), Is.EqualTo((1, 1, 1)));
        Assert.That(TimeProvider.System.GetElapsedTime(released), Is.LessThan(TimeSpan.FromSeconds(10)), "within a ladder");
    }

    [Test, Property("Row", "CAN-11")]
    public async Task AHoldThatBeginsAfterSigtermKeepsSigkillBack()
    {
        Task run = RunQuickAsync(
            async nursery =>
            {
                Portal portal = await nursery.StartActorAsync("late", Debugged.Endpoints);
                await portal.OpenGoOnAsync(FileOf("late"));
            },
            Quick with { KillTimeout = TimeSpan.FromSeconds(3) });
        await SeenAsync(EventLog.Terminating);
        await BeginHoldAsync("late");
        await SeenAsync(EventLog.HeldBack);
        Assert.That((_log.Count(EventLog.Killing), run.IsCompleted), Is.EqualTo((0, false)));

        Tell("late.end");
        await run;
        Assert.That(File.Exists(FileOf("late.ended")), Is.True, "it ended by itself");
        Assert.That(_log.Count(EventLog.Killing), Is.Zero);
    }

    // Also one that has nothing to do with it, but is ended by who is held.
    [Test, Property("Row", "CAN-11")]
    public async Task AGrandchildInDebugModeHoldsWhoIsAboveItAndTheirOtherChildren()
    {
        bool[] modes = [];
        Task run = RunQuickAsync(async nursery =>
        {
            Portal middle = await nursery.StartActorAsync("middle", Debugged.Endpoints);
            Portal other = await nursery.StartActorAsync("other", Debugged.Endpoints);
            await middle.OpenGoOnBelowAsync(FileOf("leaf"), debugMode: true);
            await other.OpenGoOnAsync(FileOf("other"));
            await HeldAsync(middle.Actor);
            modes = [CurrentActor.DebugMode, await middle.IsInDebugModeAsync()];
        });
        await Soon.UntilAsync(() => _log.Count(EventLog.HeldBack) == 2);
        await Soon.UntilAsync(() => File.Exists(FileOf("leaf.asked")) && File.Exists(FileOf("other.asked")));
        AssertNoSignals();
        Assert.That(run.IsCompleted, Is.False);
        Assert.That(modes, Is.All.False, "the mode of the leaf is its own");

        Tell("leaf.end");
        await Soon.UntilAsync(() => _log.Events.Any(entry => entry.Id == EventLog.Killing && entry.Text.Contains("other@", StringComparison.Ordinal)));
        EndWhoCannotBeKilled("other");
        await run;
        Assert.That(File.Exists(FileOf("leaf.ended")), Is.True, "it ended by itself");
    }

    [Test, Property("Row", "CAN-11"), Property("Row", "SPN-17")]
    public async Task TheDebugModeOfTheRootIsThatOfTheTreeAndNobodyInItIsEndedByForce()
    {
        bool[] modes = [];
        Task run = RunAsync(
            async nursery =>
            {
                Portal child = await nursery.StartActorAsync("child", Debugged.Endpoints);
                Portal plain = await nursery.StartActorAsync("plain", Debugged.Endpoints, new ActorOptions { DebugMode = false });
                modes = [CurrentActor.DebugMode, await child.IsInDebugModeAsync(), await child.IsInDebugModeBelowAsync(), await plain.IsInDebugModeAsync(), await plain.IsInDebugModeBelowAsync()];
                await child.OpenGoOnBelowAsync(FileOf("leaf"), debugMode: null);
                await plain.OpenGoOnAsync(FileOf("plain"));
            },
            OptionsOf(Quick) with { DebugMode = true });
        await Soon.UntilAsync(() => _log.Count(EventLog.HeldBack) == 2);
        await Soon.UntilAsync(() => File.Exists(FileOf("leaf.asked")) && File.Exists(FileOf("plain.asked")));
        Assert.That(modes, Is.EqualTo(new[] { true, true, true, false, false }));
        Assert.That(run.IsCompleted, Is.False);

        Tell("leaf.end");
        Tell("plain.end");
        await run;
        Assert.That((File.Exists(FileOf("leaf.ended")), File.Exists(FileOf("plain.ended"))), Is.EqualTo((true, true)));
        AssertNoSignals();
    }

    // A limit of zero is SIGTERM instead of the request; who may not get it is asked.
    [Test, Property("Row", "CAN-11")]
    public async Task WhoHoldsIsAskedAlsoWhereElseItWouldGetSigtermAtOnce()
    {
        Task run = RunQuickAsync(
            async nursery =>
            {
                Portal portal = await nursery.StartActorAsync("held", Debugged.Endpoints, new ActorOptions { DebugMode = true });
                await portal.OpenGoOnAsync(FileOf("held"));
            },
            Quick with { CancelTimeout = TimeSpan.Zero });
        await Soon.UntilAsync(() => File.Exists(FileOf("held.asked")));
        await SeenAsync(EventLog.HeldBack);
        Tell("held.end");
        await run;
        AssertNoSignals();
    }

    [Test, Property("Row", "CAN-11")]
    public async Task AHoldEndsWithItsActorWhateverBecomesOfThat()
    {
        Task run = RunQuickAsync(async nursery =>
        {
            Portal middle = await nursery.StartActorAsync("middle", Debugged.Endpoints);
            Portal other = await nursery.StartActorAsync("other", Debugged.Endpoints);
            await middle.OpenGoOnBelowAsync(FileOf("leaf"), debugMode: true);
            await other.OpenGoOnAsync(FileOf("other"));
            await HeldAsync(middle.Actor);
            Task cut = middle.Link.Lost;
            middle.Link.Abort(new IOException("cut by the test"));
            Tell("leaf.end"); // In memory nobody else ends it.
            await cut;
            Assert.That(Here.Debugging.IsHeld, Is.False);
        });
        await SeenAsync(EventLog.Killing);
        EndWhoCannotBeKilled("other");
        Assert.That(await run.ErrorAsync(), Is.InstanceOf<TractorException>());
        Assert.That(_log.Count(EventLog.HeldBack), Is.Zero);
    }

    private static Actor Here => ActorsInProcess.Get("test");

    // The one that was told of it by its child.
    private static Task HeldAsync(ActorId holder)
    {
        Actor here = Here;
        return Soon.UntilAsync(() => here.Debugging.Holders.Contains(holder));
    }

    private Task RunQuickAsync(Func<ActorNursery, Task> body, ActorLimits? limits = null) => RunAsync(body, OptionsOf(limits ?? Quick));

    private ActorRuntimeOptions OptionsOf(ActorLimits limits) => Options(limits) with { LoggerFactory = _log };

    private string FileOf(string name) => Path.Combine(_directory.FullName, name);

    private void Tell(string name) => File.WriteAllText(FileOf(name), "");

    private async Task BeginHoldAsync(string name)
    {
        Tell($"{name}.hold");
        await Soon.UntilAsync(() => !File.Exists(FileOf($"{name}.hold")));
    }

    private Task SeenAsync(int step) => Soon.UntilAsync(() => _log.Count(step) > 0);

    private void EndWhoCannotBeKilled(string name)
    {
        if (!IsOfProcesses)
        {
            Tell($"{name}.end");
        }
    }

    private void AssertNoSignals() =>
        Assert.That((_log.Count(EventLog.Terminating), _log.Count(EventLog.Killing)), Is.EqualTo((0, 0)), string.Join('\n', _log.Events));
}
