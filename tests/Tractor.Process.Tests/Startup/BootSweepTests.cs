using Tractor.Spawning;

namespace Tractor.ProcessTests.Startup;

/// <summary>
/// A root that ends at any point of a child's start-up, from before the child's first instruction to ready, leaves no
/// process, no socket file and no temporary file.
/// </summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase), Parallelizable(ParallelScope.Children)]
internal abstract class BootSweepTests(ActorTransport transport) : LeakGuard
{
    private static readonly string[] Ends = ["return", "throw", "kill"];

    private static IEnumerable<string> Steps => [nameof(BootStep.Spawned), "First", .. Enum.GetNames<BootStep>().Except([nameof(BootStep.Spawned)])];

    [TestCaseSource(nameof(Steps))]
    [Property("Row", "SPN-14")]
    [Property("Row", "CAN-17")]
    public Task A_root_that_ends_leaves_nothing(string step) => Task.WhenAll(Ends.Select(how => EndAsync(step, how)));

    private async Task EndAsync(string step, string how)
    {
        DirectoryInfo temporary = Directory.CreateTempSubdirectory("tractor-test-");
        Dictionary<string, string> environment = new() { ["TMPDIR"] = temporary.FullName };
        await using ProgramUnderTest program = ProgramUnderTest.Start(environment, "boot", step, how, transport.Scheme);
        int[] child = [];
        if (!Enum.TryParse(step, out BootStep reached) || reached > BootStep.Ready)
        {
            child = [LineLog.PidIn(await program.LineAsync($"step {step}"))];
            if (how == "kill")
            {
                program.Signal(Signals.Kill);
            }
            else
            {
                await program.WriteLineAsync("now");
            }
        }

        int code = await program.Exited.WithinAsync();
        Assert.That(await ProcessTree.AreGoneWithinAsync(Soon.Bound, child), Is.True, $"{how}: the child lives");
        Assert.That(await Soon.HoldsAsync(Soon.Bound, () => program.Live().Count == 0), Is.True, $"{how}: a process lives");
        Assert.That(code, Is.EqualTo(how switch { "return" => 0, "throw" => 3, _ => 128 + Signals.Kill }), $"{how}: {program.Errors}");
        Assert.That(Files(program.RuntimeDirectory), Is.Empty, $"{how}: runtime directory");
        Assert.That(Files(temporary.FullName), Is.Empty, $"{how}: temporary directory");
        temporary.Delete(recursive: true);
    }

    // But for those of the .NET runtime, which nobody removes for a process that was killed.
    private static IEnumerable<string> Files(string directory) => Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
        .Where(path => !Path.GetFileName(path).StartsWith("dotnet-diagnostic-", StringComparison.Ordinal) && !Path.GetFileName(path).StartsWith("clr-debug-pipe-", StringComparison.Ordinal));
}
