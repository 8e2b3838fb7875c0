using System.Runtime.Versioning;

using NUnit.Framework;

using Tractor.Platform;

namespace Tractor.Tests.Platform;

/// <summary>Starts real children and asserts after each test that none is left.</summary>
[SupportedOSPlatform("linux")]
[NonParallelizable]
internal abstract class ChildFixture
{
    private readonly List<ChildProcess> _children = [];

    protected string Scratch { get; private set; } = "";

    [SetUp]
    public void MakeScratch() => Scratch = Directory.CreateTempSubdirectory("tractor-tests-").FullName;

    [TearDown]
    public async Task NothingIsLeft()
    {
        try
        {
            foreach (ChildProcess child in _children)
            {
                _ = child.Kill();
                await child.Exited.Bounded();
                child.Dispose();
                await child.Released.Bounded();
                Assert.That(ProcFile.Exists(child.Pid), Is.False, $"process {child.Pid} is still there");
            }
        }
        finally
        {
            _children.Clear();
            Directory.Delete(Scratch, recursive: true);
        }
    }

    protected ProcessStartRequest ShellRequest(string script, params string[] arguments) => new()
    {
        FileName = "/bin/sh",
        Arguments = ["-c", script, .. arguments],
        Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
        WorkingDirectory = Scratch,
    };

    protected ChildProcess Shell(string script, params string[] arguments) => Start(ShellRequest(script, arguments));

    protected ChildProcess Start(ProcessStartRequest request)
    {
        ChildProcess child = ChildProcess.Start(request);
        _children.Add(child);
        return child;
    }

    /// <summary>Runs a script to its end and gives what it wrote to standard error.</summary>
    protected async Task<string> OutputAsync(ProcessStartRequest request)
    {
        ChildProcess child = Start(request);
        ProcessExit exit = await child.Exited.Bounded();
        Assert.That(exit, Is.EqualTo(ProcessExit.OfCode(0)), child.StandardErrorTail);
        return child.StandardErrorTail;
    }

    protected static Task UntilTailContainsAsync(ChildProcess child, string text) => Bounds.UntilAsync(
        () => child.StandardErrorTail.Contains(text, StringComparison.Ordinal), $"'{text}' on standard error");

    protected static Task UntilStateAsync(int pid, char state) =>
        Bounds.UntilAsync(() => ProcFile.State(pid) == state, $"state {state} of process {pid}");
}
