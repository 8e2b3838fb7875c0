namespace Tractor.ProcessTests.Roots;

/// <summary>CAN-13, CAN-14: Ctrl-C and SIGTERM end the tree in order, and the program as by the signal itself.</summary>
internal abstract class SignalTests(ActorTransport transport) : LeakGuard
{
    private const int DiedBySigint = 130;
    private const int DiedBySigterm = 143;

    private static readonly string[] Actors = ["root", "middle", "leaf"];

    [Test]
    [Property("Row", "CAN-13")]
    public async Task CAN13_CtrlC_on_a_terminal_cleans_up_everywhere_and_the_shell_sees_130()
    {
        await using Terminal terminal = Terminal.Run(ShellCommand(""));
        await UpAsync(terminal.Lines);
        terminal.PressControlC();
        await terminal.Lines.LineAsync("status=130");

        AssertCleanedUp(terminal.Lines.All);
    }

    [TestCase("raise")]
    [TestCase("raise", "task")]
    [Property("Row", "CAN-13")]
    [Property("Row", "CAN-14")]
    [Property("Row", "RUN-07")]
    [Property("Row", "SPN-18")]
    public async Task CAN13_CAN14_RUN07_SIGINT_from_the_root_itself_ends_the_tree_from_its_leaves_on_within_two_seconds(params string[] how)
    {
        await using ProgramUnderTest program = ProgramUnderTest.Start(["cleanup", transport.Scheme, .. how]);
        int[] pids = await program.PidsOfAsync(Actors);
        FairWatch watch = FairWatch.Start(pids);

        Assert.That(await program.Exited.WithinAsync(), Is.EqualTo(DiedBySigint));
        TimeSpan taken = watch.Stop().Fair;
        Assert.That(pids.All(ProcessTree.IsGone), Is.True);
        Assert.That(taken, Is.LessThan(TimeSpan.FromSeconds(2)));
        await program.LineAsync("disposed root");
        AssertCleanedUp(program.Lines);
        Assert.That(program.SocketFiles, Is.Empty);
    }

    [Test]
    public async Task A_second_CtrlC_during_a_long_cleanup_ends_everything_at_once()
    {
        await using Terminal terminal = Terminal.Run(ShellCommand("slow"));
        int[] pids = await UpAsync(terminal.Lines);
        terminal.PressControlC();
        await terminal.Lines.LineAsync("finally leaf");
        terminal.PressControlC();
        Task<string> status = terminal.Lines.LineAsync("status=");

        Assert.That(await ProcessTree.AreGoneWithinAsync(TimeSpan.FromSeconds(1), pids), Is.True);
        Assert.That(await status, Is.EqualTo("status=130"));
        Assert.That(terminal.Lines.All, Has.None.Contains("Unhandled"));
    }

    [Test]
    public async Task SIGTERM_of_the_root_cleans_up_everywhere_and_ends_it_by_that_signal()
    {
        await using ProgramUnderTest program = ProgramUnderTest.Start("cleanup", transport.Scheme);
        await program.PidsOfAsync(Actors);
        program.Signal(Signals.Terminate);

        Assert.That(await program.Exited.WithinAsync(), Is.EqualTo(DiedBySigterm));
        await program.LineAsync("disposed root");
        AssertCleanedUp(program.Lines);
        Assert.That(program.Errors, Does.Not.Contain("Unhandled"));
    }

    [Test]
    public async Task SIGTERM_of_a_root_that_is_ending_already_is_not_lost_to_a_program_that_goes_on()
    {
        await using ProgramUnderTest program = ProgramUnderTest.Start("late-signal", transport.Scheme);

        Assert.That(await program.Exited.WithinAsync(), Is.EqualTo(DiedBySigterm));
        Assert.That(program.Errors, Does.Not.Contain("Unhandled"));
    }

    [TestCase(Signals.Interrupt)]
    [TestCase(Signals.Terminate)]
    [Property("Row", "CAN-13")]
    public async Task A_program_that_catches_the_cancellation_ends_as_it_likes(int signal)
    {
        await using ProgramUnderTest program = ProgramUnderTest.Start("cleanup", transport.Scheme, "caught");
        await program.PidsOfAsync(Actors);
        program.Signal(signal);

        Assert.That(await program.Exited.WithinAsync(), Is.Zero);
        await program.LineAsync("caught cancellation");
        AssertCleanedUp(program.Lines);
    }

    // The trap keeps the shell alive for its echo; a trap, unlike ignoring, is not inherited.
    private string ShellCommand(string how) =>
        $"trap : INT; dotnet exec '{ProgramUnderTest.ProgramPath}' cleanup {transport.Scheme} {how}; echo status=$?";

    private static async Task<int[]> UpAsync(LineLog lines) =>
        [.. (await Task.WhenAll(Actors.Select(actor => lines.LineAsync($"ready {actor} ")))).Select(LineLog.PidIn)];

    private static void AssertCleanedUp(IReadOnlyList<string> lines) => Assert.Multiple(() =>
    {
        foreach (string actor in Actors)
        {
            Assert.That(lines.Count(line => line == $"finally {actor}"), Is.EqualTo(1), $"the finally block of {actor}");
            Assert.That(lines.Count(line => line == $"disposed {actor}"), Is.EqualTo(1), $"the exit resource of {actor}");
            Assert.That(lines.Count(line => line == $"disposed-first {actor}"), Is.EqualTo(1), $"the later exit resource of {actor}");
        }

        List<string> all = [.. lines];
        string[] order = ["finally leaf", "disposed-first leaf", "disposed leaf", "disposed-first middle", "disposed middle", "disposed-first root", "disposed root"];
        Assert.That(order.Select(line => all.IndexOf(line)), Is.Ordered, string.Join('\n', lines));
        Assert.That(lines, Has.None.Contains("Unhandled"));
    });
}
