namespace Tractor.ProcessTests.Death;

/// <summary>CAN-11: what ends a tree in debug mode all the same. A deaf leaf of it would never end by itself.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase), Parallelizable(ParallelScope.Children)]
internal abstract class DebuggedDeathTests(ActorTransport transport) : LeakGuard
{
    private static readonly string[] Names = ["root", "branch_0", "branch_1", "branch_0_leaf_0", "branch_0_leaf_1", "branch_1_leaf_0", "branch_1_leaf_1"];

    [Test]
    [Property("Row", "CAN-11")]
    public async Task CAN11_A_first_CtrlC_asks_and_a_second_ends_all_of_a_tree_in_debug_mode()
    {
        await using ProgramUnderTest program = ProgramUnderTest.Start("tree", transport.Scheme, "deaf", "debug");
        int[] pids = await UpAsync(program);
        program.Signal(Signals.Interrupt);
        int[] willing = [.. Names.Index().Where(name => name.Item.EndsWith("leaf_1", StringComparison.Ordinal)).Select(name => pids[name.Index])];
        await Soon.UntilAsync(() => willing.All(ProcessTree.IsGone));
        Assert.That(pids.Count(pid => !ProcessTree.IsGone(pid)), Is.EqualTo(5), "those that end by themselves, and no other");
        program.Signal(Signals.Interrupt);

        Assert.That(await program.Exited.WithinAsync(), Is.EqualTo(128 + Signals.Interrupt));
        Assert.That(await ProcessTree.AreGoneWithinAsync(TimeSpan.FromSeconds(1), pids), Is.True);
        Assert.That(program.SocketFiles, Is.Empty);
    }

    [Test]
    [Property("Row", "CAN-11")]
    public async Task CAN11_A_tree_in_debug_mode_does_not_outlive_its_root()
    {
        await using ProgramUnderTest program = ProgramUnderTest.Start("tree", transport.Scheme, "deaf", "debug");
        int[] pids = await UpAsync(program);
        program.Signal(Signals.Kill);

        Assert.That(await ProcessTree.AreGoneWithinAsync(TimeSpan.FromSeconds(1), pids), Is.True);
        Assert.That(program.SocketFiles, Is.Empty);
    }

    private static async Task<int[]> UpAsync(ProgramUnderTest program)
    {
        int[] pids = await program.PidsOfAsync(Names);
        await Task.WhenAll(program.LineAsync("up branch_0"), program.LineAsync("up branch_1"));
        return pids;
    }
}
