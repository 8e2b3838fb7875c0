using System.Globalization;
using System.Runtime.Versioning;

using NUnit.Framework;

using Tractor.Platform;

namespace Tractor.Tests.Platform;

/// <summary>What a process does to itself, seen from outside.</summary>
[SupportedOSPlatform("linux")]
internal sealed class OwnProcessTests : ChildFixture
{
    [TestCase(2)]
    [TestCase(9)]
    [TestCase(15)]
    public async Task Dying_by_a_signal_looks_like_it(int signal) =>
        Assert.That(await EndAsync("exec \"$@\"", "die", $"{signal}"), Is.EqualTo(ProcessExit.OfSignal(signal, coreDumped: false)));

    [TestCase(2)]
    [TestCase(15)]
    public async Task Dying_by_a_signal_passes_its_handlers(int signal) =>
        Assert.That(await EndAsync("exec \"$@\"", "handled", $"{signal}"), Is.EqualTo(ProcessExit.OfSignal(signal, coreDumped: false)));

    [Test]
    public async Task Dying_by_a_signal_that_was_ignored_from_the_start_works() => Assert.That(
        await EndAsync("trap '' INT; exec \"$@\"", "die", "2"), Is.EqualTo(ProcessExit.OfSignal(2, coreDumped: false)));

    [Test]
    public async Task An_exit_now_runs_no_handlers()
    {
        ChildProcess child = Start(Probe.InShell(ShellRequest("exec \"$@\""), "now", "7"));

        Assert.That(await child.Exited.Bounded(), Is.EqualTo(ProcessExit.OfCode(7)));
        Assert.That(child.StandardErrorTail, Is.Empty);
    }

    [TestCase("short", "short", "short")]
    [TestCase("_subactor[worker_1@abcd]", "_subactor[worke", "_subactor[worker_1@abcd]")]
    [TestCase("äöüäöüäöü", "äöüäöüä", "äöüäöüäöü")]
    public async Task A_title_is_seen_in_name_and_command_line(string title, string name, string commandLine)
    {
        string output = await OutputAsync(Probe.InShell(ShellRequest("exec \"$@\""), "title", title));

        Assert.That(output, Is.EqualTo($"{name}\n{commandLine}\n"));
    }

    [Test]
    public async Task A_title_longer_than_the_command_line_is_cut()
    {
        string output = await OutputAsync(Probe.InShell(
            ShellRequest("export TRACTOR_TEST_PROBE=title:$(printf '%05000d' 0); exec \"$@\""), "title"));

        string commandLine = output.Split('\n')[1];
        Assert.That(commandLine, Has.Length.InRange(20, 1000).And.All.EqualTo('0'));
    }

    [Test]
    public async Task A_stopped_orphan_is_woken()
    {
        ChildProcess parent = Start(Probe.InShell(
            ShellRequest("export TRACTOR_TEST_PROBE=orphan:$$; \"$@\" & wait"), "orphan"));
        await UntilTailContainsAsync(parent, "\n");
        string[] armed = parent.StandardErrorTail.Split(' ', '\n');
        int orphan = int.Parse(armed[2], CultureInfo.InvariantCulture);
        using PidFd process = PidFd.Open(orphan)!;
        try
        {
            await UntilStateAsync(orphan, 'T');
            Assert.That(armed[1], Is.EqualTo("True"));
            Assert.That(parent.Kill(), Is.True);
            await parent.Exited.Bounded();
            await UntilTailContainsAsync(parent, "woken\n");
            await parent.Released.Bounded();
        }
        finally
        {
            _ = process.Send(SignalNumbers.Kill);
        }
    }

    [Test]
    public void Another_parent_than_expected_is_noticed()
    {
        // SIGCONT for this process, should its parent die: harmless.
        Assert.That(ParentDeath.WakeOnParentDeath(NativeProcesses.GetParentId()), Is.True);
        Assert.That(ParentDeath.WakeOnParentDeath(int.MaxValue), Is.False);
    }

    [Test]
    public async Task A_parent_whose_standard_error_is_blocked_still_reads_and_reaps()
    {
        // A fifo that is open and that nobody reads.
        const string Script = "mkfifo fifo; exec 3<>fifo; exec \"$@\" 2>&3";
        ProcessExit exit = await EndAsync(
            Script, "spawn", "i=0; while [ $i -lt 300 ]; do printf '%01000d' $i >&2; i=$((i+1)); done; exit 3");

        Assert.That(exit, Is.EqualTo(ProcessExit.OfCode(0)));
        Assert.That(await File.ReadAllTextAsync(Path.Join(Scratch, "result")), Is.EqualTo("exit code 3; 32768"));
    }

    [Test]
    public async Task What_a_child_says_is_said_on_our_standard_error_too()
    {
        string output = await OutputAsync(Probe.InShell(ShellRequest("exec \"$@\""), "tee", "echo 'ä b' >&2; printf 'no line' >&2"));

        Assert.That(output, Is.EqualTo("ä b\nno line"));
    }

    [Test]
    public async Task Where_children_are_reaped_by_the_kernel_their_end_is_told_as_unknown()
    {
        ProcessExit exit = await EndAsync("exec \"$@\"", "spawn-unreaped", "exit 3");

        Assert.That(exit, Is.EqualTo(ProcessExit.OfCode(0)));
        Assert.That(
            await File.ReadAllTextAsync(Path.Join(Scratch, "result")), Is.EqualTo("end unknown (reaped by another); 0"));
    }

    [Test]
    public async Task The_user_is_the_one_that_id_tells()
    {
        string id = await OutputAsync(ShellRequest("id -u >&2"));

        Assert.That($"{CurrentUser.EffectiveId}", Is.EqualTo(id.Trim()));
    }

    [Test]
    public void Spawning_is_supported_here() => Assert.That(PlatformSupport.EnsureSpawning, Throws.Nothing);

    private Task<ProcessExit> EndAsync(string script, string task, string argument) =>
        Start(Probe.InShell(ShellRequest(script), task, argument)).Exited.Bounded();
}
