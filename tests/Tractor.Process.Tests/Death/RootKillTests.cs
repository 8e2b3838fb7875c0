namespace Tractor.ProcessTests.Death;

/// <summary>E3, CAN-17: a root that is killed leaves no process behind, whatever its actors do.</summary>
internal sealed class RootKillTests : LeakGuard
{
    private static readonly string[] Names =
        ["root", "branch_0", "branch_1", "branch_0_leaf_0", "branch_0_leaf_1", "branch_1_leaf_0", "branch_1_leaf_1"];

    [TestCase("token", false)]
    [TestCase("thread", false)]
    [TestCase("deaf", false)]
    [TestCase("token", true)]
    public async Task E3_A_killed_root_leaves_nobody_alive(string how, bool withStopped)
    {
        await using ProgramUnderTest program = ProgramUnderTest.Start("tree", how);
        int[] pids = await program.PidsOfAsync(Names);
        await Task.WhenAll(program.LineAsync("up branch_0"), program.LineAsync("up branch_1"));
        if (withStopped)
        {
            int stopped = await program.PidOfAsync("branch_0");
            Signals.Send(stopped, Signals.Stop);
            Assert.That(await Bounds.WithinAsync(Bounds.Limit, () => ProcessTree.StateOf(stopped) == 'T'), Is.True);
        }

        program.Signal(Signals.Kill);

        bool gone = await ProcessTree.AreGoneWithinAsync(TimeSpan.FromSeconds(1), pids);
        Assert.That(gone, Is.True, $"alive after 1 s: {string.Join(", ", Names.Where((_, i) => !ProcessTree.IsGone(pids[i])))}");
    }
}
