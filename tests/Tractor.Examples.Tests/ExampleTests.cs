namespace Tractor.Examples.Tests;

/// <summary>Each example runs as a program and prints what the text beside it says.</summary>
internal sealed class ExampleTests
{
    private const string First = "WeAreProcesses";

    // What the first one prints depends on the number of cores: it has a test of its own.
    private static IEnumerable<string> Names => Directory.EnumerateDirectories(Repository.Examples).Select(folder => Path.GetFileName(folder))
        .Where(name => name != First).Order();

    [Test]
    public void Every_example_says_what_it_prints() =>
        Assert.That(Names.Where(name => !File.Exists(ExpectedOf(name))), Is.Empty, "examples without an expected.txt");

    [TestCaseSource(nameof(Names))]
    public async Task An_example_prints_what_it_says_and_leaves_nothing(string name)
    {
        ProgramRun run = await ProgramRun.OfAsync(Repository.ProgramOf(Path.Combine(Repository.Examples, name)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(run.Normalised, Is.EqualTo(await File.ReadAllTextAsync(ExpectedOf(name))));
            Assert.That(run.Pids, Is.Not.Empty);
            Assert.That(run.Survivors, Is.Empty, "processes left behind");
        }
    }

    [Test]
    public async Task The_first_example_contains_its_zombies()
    {
        ProgramRun run = await ProgramRun.OfAsync(Repository.ProgramOf(Path.Combine(Repository.Examples, First)), "--seconds", "5");
        string[] lines = run.Normalised.TrimEnd().Split('\n');

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(lines[..^1], Is.EquivalentTo(Enumerable.Range(0, Environment.ProcessorCount).Select(i => $"endpoint task started in worker_{i}@PID")));
            Assert.That(lines[^1], Is.EqualTo("Zombies contained"));
            Assert.That(run.Pids, Has.Count.EqualTo(Environment.ProcessorCount));
            Assert.That(run.Survivors, Is.Empty, "processes left behind");
            Assert.That(run.Duration, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(5)));
        }
    }

    [Test]
    public async Task Endpoints_of_a_class_library_are_served_by_a_program_without_any()
    {
        string folder = Path.Combine(Repository.Root, "tests", "Hosting", "Tractor.Hosting.Program");
        ProgramRun run = await ProgramRun.OfAsync(Repository.ProgramOf(folder));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(run.Normalised, Is.EqualTo("endpoint task started in calculator@PID\nthe sum of 3 numbers is 6, the square is 49\n"));
            Assert.That(run.Survivors, Is.Empty, "processes left behind");
        }
    }

    private static string ExpectedOf(string name) => Path.Combine(Repository.Examples, name, "expected.txt");
}
