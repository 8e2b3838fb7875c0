using System.Runtime.Versioning;

using NUnit.Framework;

using Tractor.Platform;

namespace Tractor.Tests.Platform;

[SupportedOSPlatform("linux")]
internal sealed class ChildExitTests : ChildFixture
{
    [TestCase(0)]
    [TestCase(3)]
    [TestCase(137)]
    [TestCase(255)]
    public async Task An_exit_code_is_told_as_such(int code)
    {
        ProcessExit exit = await Shell("exit $0", $"{code}").Exited.Bounded();

        Assert.That(exit, Is.EqualTo(new ProcessExit(code, null, CoreDumped: false)));
    }

    [TestCase(1)]
    [TestCase(9)]
    [TestCase(13)]
    [TestCase(15)]
    public async Task A_signal_is_told_as_such(int signal)
    {
        ProcessExit exit = await Shell("kill -$0 $$; exec sleep 1000", $"{signal}").Exited.Bounded();

        Assert.That(exit, Is.EqualTo(new ProcessExit(null, signal, CoreDumped: false)));
    }

    [Test]
    public async Task An_abort_is_told_with_or_without_its_dump()
    {
        ProcessExit exit = await Shell("ulimit -c 0; kill -ABRT $$; exec sleep 1000").Exited.Bounded();

        Assert.That(exit, Is.EqualTo(new ProcessExit(null, 6, CoreDumped: false)));
    }

    [Test]
    public async Task Terminate_sends_SIGTERM()
    {
        ChildProcess child = Shell("trap 'exit 44' TERM; echo ready >&2; while :; do sleep 0.01; done");
        await UntilTailContainsAsync(child, "ready");

        Assert.That(child.Terminate(), Is.True);
        Assert.That(await child.Exited.Bounded(), Is.EqualTo(ProcessExit.OfCode(44)));
    }

    [Test]
    public async Task A_stopped_child_can_be_killed()
    {
        ChildProcess child = Shell("kill -STOP $$; exit 7");
        await UntilStateAsync(child.Pid, 'T');

        Assert.That(child.Exited.IsCompleted, Is.False);
        Assert.That(child.Kill(), Is.True);
        Assert.That(await child.Exited.Bounded(), Is.EqualTo(ProcessExit.OfSignal(9, coreDumped: false)));
    }

    [Test]
    public async Task A_stopped_child_can_be_continued()
    {
        ChildProcess child = Shell("kill -STOP $$; exit 7");
        await UntilStateAsync(child.Pid, 'T');

        Assert.That(child.Continue(), Is.True);
        Assert.That(await child.Exited.Bounded(), Is.EqualTo(ProcessExit.OfCode(7)));
    }

    [Test]
    public async Task No_signal_is_sent_to_who_is_gone()
    {
        ChildProcess child = Shell("exit 0");
        await child.Exited.Bounded();

        Assert.That((child.Terminate(), child.Kill(), child.Continue()), Is.EqualTo((false, false, false)));
        child.Dispose();
        Assert.That(child.Kill(), Is.False);
    }

    [Test]
    public async Task Disposal_ends_nobody_and_leaves_no_zombie()
    {
        string go = Path.Join(Scratch, "go");
        ChildProcess child = Shell("until [ -e \"$0\" ]; do sleep 0.01; done; echo alive >&2; exit 5", go);
        child.Dispose();
        await File.WriteAllTextAsync(go, "");

        Assert.That(await child.Exited.Bounded(), Is.EqualTo(ProcessExit.OfCode(5)));
        Assert.That(child.StandardErrorTail, Is.EqualTo("alive\n"));
        Assert.That(ProcFile.State(child.Pid), Is.Null);
    }

    [Test]
    public async Task The_end_of_who_is_reaped_by_another_is_unknown_and_announced()
    {
        ChildProcess parent = Shell("sleep 1000 & echo $! >&2; wait");
        await UntilTailContainsAsync(parent, "\n");
        int grandchild = int.Parse(parent.StandardErrorTail, System.Globalization.CultureInfo.InvariantCulture);
        PipePair pipe = PipePair.Create();
        pipe.WriteEnd.Dispose();
        StandardErrorPipe standardError = new(pipe.ReadEnd, StandardErrorTee.Shared);

        // Not our child: that is what a child that someone else has reaped looks like to us.
        ChildWatch watch = ChildMonitor.Shared.Watch(PidFd.Open(grandchild), standardError);

        Assert.That(watch.Send(SignalNumbers.Kill), Is.True);
        Assert.That(await watch.Exited.Bounded(), Is.EqualTo(ProcessExit.Unknown));
        await watch.Released.Bounded();
    }

    [Test]
    public async Task A_child_gone_before_it_could_be_opened_has_an_unknown_end()
    {
        PipePair pipe = PipePair.Create();
        pipe.WriteEnd.Dispose();

        ChildWatch watch = ChildMonitor.Shared.Watch(null, new StandardErrorPipe(pipe.ReadEnd, StandardErrorTee.Shared));

        Assert.That(await watch.Exited.Bounded(), Is.EqualTo(ProcessExit.Unknown));
        Assert.That(watch.Send(SignalNumbers.Kill), Is.False);
        await watch.Released.Bounded();
    }

    [Test]
    public async Task The_end_of_who_is_traced_is_told_after_the_tracer_has_seen_it()
    {
        ChildProcess traced = Shell("exec sleep 1000");
        ChildProcess tracer = Start(Probe.InShell(ShellRequest("exec \"$@\""), "trace", $"{traced.Pid}"));
        await UntilTailContainsAsync(tracer, "\n");
        Assume.That(tracer.StandardErrorTail, Is.EqualTo("traces\n"), "this system lets nobody trace");

        Assert.That(traced.Kill(), Is.True);
        await UntilTailContainsAsync(tracer, "dead\n");

        // The monitor is not held up by a dead child that it must not reap yet.
        Assert.That(await Shell("exit 1").Exited.Bounded(), Is.EqualTo(ProcessExit.OfCode(1)));
        Assert.That(traced.Exited.IsCompleted, Is.False);
        Assert.That(tracer.Kill(), Is.True);
        Assert.That(await traced.Exited.Bounded(), Is.EqualTo(ProcessExit.OfSignal(9, coreDumped: false)));
    }

    [Test]
    public async Task Continuations_cannot_hold_up_the_monitor()
    {
        using ManualResetEventSlim never = new();
        ChildProcess first = Shell("exec sleep 1000");
        Task stuck = first.Exited.ContinueWith(
            _ => never.Wait(Bounds.Limit), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            Assert.That(first.Kill(), Is.True);
            await first.Exited.Bounded();
            Assert.That(await Shell("exit 1").Exited.Bounded(), Is.EqualTo(ProcessExit.OfCode(1)));
        }
        finally
        {
            never.Set();
        }

        await stuck.Bounded();
    }
}
