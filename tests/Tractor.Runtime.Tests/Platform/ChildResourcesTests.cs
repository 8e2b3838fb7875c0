using System.Runtime.Versioning;

using NUnit.Framework;

using Tractor.Platform;

namespace Tractor.Tests.Platform;

[SupportedOSPlatform("linux")]
internal sealed class ChildResourcesTests : ChildFixture
{
    [Test]
    public async Task Fifty_children_at_once_are_told_apart()
    {
        ChildProcess[] children = [.. Enumerable.Range(0, 50).Select(i => Shell("echo $0 >&2; read x <go; exit $0", $"{i}"))];

        for (int i = 0; i < children.Length; i++)
        {
            await UntilTailContainsAsync(children[i], $"{i}\n");
        }

        ProcessExit[] exits = await Task.WhenAll(children.Select(child => child.Exited)).Bounded();

        // There is no file "go": each shell says so and goes on to its exit.
        Assert.That(exits, Is.EqualTo(Enumerable.Range(0, 50).Select(ProcessExit.OfCode)));
    }

    [Test]
    public async Task Fifty_living_children_can_be_killed_at_once()
    {
        ChildProcess[] children = [.. Enumerable.Range(0, 50).Select(_ => Shell("exec sleep 1000"))];

        Assert.That(children.Select(child => child.Kill()), Is.All.True);
        ProcessExit[] exits = await Task.WhenAll(children.Select(child => child.Exited)).Bounded();

        Assert.That(exits, Is.All.EqualTo(ProcessExit.OfSignal(9, coreDumped: false)));
        Assert.That(children.Select(child => ProcFile.State(child.Pid)), Is.All.Null);
    }

    [Test]
    public async Task No_descriptor_is_left_open()
    {
        await RunTwentyAsync();
        int pipes = ProcFile.CountDescriptors("pipe:");
        int processes = ProcFile.CountDescriptors("pidfd");

        await RunTwentyAsync();
        Assert.Throws<System.ComponentModel.Win32Exception>(() => Start(ShellRequest("") with { FileName = "/no/such/program" }));

        Assert.That(ProcFile.CountDescriptors("pidfd"), Is.EqualTo(processes));
        Assert.That(ProcFile.CountDescriptors("pipe:"), Is.EqualTo(pipes));
    }

    private async Task RunTwentyAsync()
    {
        ChildProcess[] children = [.. Enumerable.Range(0, 20).Select(_ => Shell("echo x >&2"))];
        await Task.WhenAll(children.Select(child => child.Released)).Bounded();
    }
}
