namespace Tractor.ProcessTests.Death;

/// <summary>E3, CAN-17: a root that is killed leaves no process behind, whatever its actors do.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase), Parallelizable(ParallelScope.Children)]
internal abstract class RootKillTests(ActorTransport transport) : LeakGuard
{
    private static readonly string[] Names =
        ["root", "branch_0", "branch_1", "branch_0_leaf_0", "branch_0_leaf_1", "branch_1_leaf_0", "branch_1_leaf_1"];

    [Test]
    [Property("Row", "CAN-17")]
    public async Task E3_A_root_that_is_killed_while_its_children_start_leaves_nobody_alive()
    {
        await using ProgramUnderTest program = ProgramUnderTest.Start("tree", transport.Scheme, "token");
        Assert.That(await Soon.HoldsAsync(Soon.Bound, () => program.Live().Count > 1), Is.True);
        FairWatch watch = FairWatch.Start(program.Live());
        program.Signal(Signals.Kill);

        Assert.That(await Soon.HoldsAsync(Soon.Bound, () => program.Live().Count == 0), Is.True);
        Assert.That(watch.Stop().Fair, Is.LessThan(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public async Task E3_A_root_that_is_killed_while_a_start_up_method_blocks_leaves_nobody_alive()
    {
        await using ProgramUnderTest program = ProgramUnderTest.Start("blocked-start", transport.Scheme);
        int[] pids = [program.Pid, LineLog.PidIn(await program.LineAsync("starting"))];
        program.Signal(Signals.Kill);

        Assert.That(await ProcessTree.AreGoneWithinAsync(TimeSpan.FromSeconds(1), pids), Is.True);
    }

    // Its links are closed by then, so that nothing tells it of its parent's end any more.
    [Test]
    public async Task E3_A_root_that_is_killed_while_its_child_exits_leaves_nobody_alive()
    {
        await using ProgramUnderTest program = ProgramUnderTest.Start("late-exit", transport.Scheme);
        int[] pids = [program.Pid, LineLog.PidIn(await program.LineAsync("exiting"))];
        program.Signal(Signals.Kill);

        Assert.That(await ProcessTree.AreGoneWithinAsync(TimeSpan.FromSeconds(10), pids), Is.True);
    }

    [TestCase("token", false)]
    [TestCase("thread", false)]
    [TestCase("deaf", false)]
    [TestCase("token", true)]
    [Property("Row", "CAN-17")]
    public async Task E3_A_killed_root_leaves_nobody_alive(string how, bool withStopped)
    {
        await using ProgramUnderTest program = ProgramUnderTest.Start("tree", transport.Scheme, how);
        int[] pids = await program.PidsOfAsync(Names);
        await Task.WhenAll(program.LineAsync("up branch_0"), program.LineAsync("up branch_1"));
        if (withStopped)
        {
            int stopped = await program.PidOfAsync("branch_0");
            Signals.Send(stopped, Signals.Stop);
            Assert.That(await Soon.HoldsAsync(Soon.Bound, () => ProcessTree.StateOf(stopped) == 'T'), Is.True);
        }

        program.Signal(Signals.Kill);

        bool gone = await ProcessTree.AreGoneWithinAsync(TimeSpan.FromSeconds(1), pids);
        Assert.That(gone, Is.True, $"alive after 1 s: {string.Join(", ", Names.Where((_, i) => !ProcessTree.IsGone(pids[i])))}");
        Assert.That(program.SocketFiles, Is.Empty);
    }
}
