namespace Tractor.ProcessTests.Roots;

/// <summary>Ctrl-C while streams run.</summary>
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

        Assert.That(await program.Exited.WithinAsync(), Is.EqualTo(128 + Signals.Interrupt), () => program.Errors);
        await Task.WhenAll(program.LineAsync("ended oneway"), program.LineAsync("ended dialog"), program.LineAsync("thrown root"));
        Assert.That(pids.All(ProcessTree.IsGone), Is.True);
        Assert.That(program.SocketFiles, Is.Empty);
        Assert.That(program.Errors, Does.Not.Contain("Unhandled"));
    }

    [TestCase("uds")]
    [TestCase("tcp")]
    [Property("Row", "STR-17")]
    public async Task STR17_SIGINT_ends_publisher_and_subscribers_that_change_their_topics(string transport)
    {
        await using ProgramUnderTest program = ProgramUnderTest.Start("topics", transport);
        int[] pids = await program.PidsOfAsync("root", "publisher");
        await Task.WhenAll(program.LineAsync("consumes 0"), program.LineAsync("consumes 1"));
        program.Signal(Signals.Interrupt);

        Assert.That(await program.Exited.WithinAsync(), Is.EqualTo(128 + Signals.Interrupt), () => program.Errors);
        Assert.That(pids.All(ProcessTree.IsGone), Is.True);
        await Task.WhenAll(program.LineAsync("ended 0"), program.LineAsync("ended 1"));
        Assert.That(program.SocketFiles, Is.Empty);
        Assert.That(program.Errors, Does.Not.Contain("Unhandled").And.Not.Contain("nobody's topic"));
    }
}
