namespace Tractor.ProcessTests.Roots;

/// <summary>Ctrl-C while streams of both sorts run in one child.</summary>
internal sealed class StreamSignalTests : LeakGuard
{
    [TestCase("uds")]
    [TestCase("tcp")]
    [Property("Row", "STR-18")]
    public async Task STR18_SIGINT_ends_both_streams_and_the_roots_run_throws(string transport)
    {
        await using ProgramUnderTest program = ProgramUnderTest.Start("flows", transport);
        int[] pids = await program.PidsOfAsync("root", "child");
        await Task.WhenAll(program.LineAsync("flows oneway"), program.LineAsync("flows dialog"));
        program.Signal(Signals.Interrupt);

        Assert.That(await program.Exited.WithinAsync(), Is.EqualTo(128 + Signals.Interrupt));
        await Task.WhenAll(program.LineAsync("ended oneway"), program.LineAsync("ended dialog"), program.LineAsync("thrown root"));
        Assert.That(pids.All(ProcessTree.IsGone), Is.True);
        Assert.That(program.SocketFiles, Is.Empty);
        Assert.That(program.Errors, Does.Not.Contain("Unhandled"));
    }
}
