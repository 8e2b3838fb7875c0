using Tractor.Platform;

namespace Tractor.ProcessTests.Kit;

/// <summary>The base of all tests here: none leaves a process, a zombie or a socket file behind (TST-04).</summary>
internal abstract class LeakGuard
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private HashSet<string> _socketsBefore = [];

    [OneTimeSetUp]
    public void MarkDescendants() => ProcessTree.MarkDescendants();

    [SetUp]
    public void Remember() => _socketsBefore = [.. Sockets()];

    [TearDown]
    public async Task CheckAsync()
    {
        bool clean = await Bounds.WithinAsync(Patience, () => ProcessTree.Live().Count == 0 && ProcessTree.Zombies().Count == 0);
        IReadOnlyList<int> live = ProcessTree.Live();
        IReadOnlyList<int> zombies = ProcessTree.Zombies();
        foreach (int pid in live)
        {
            Signals.TrySend(pid, Signals.Kill);
        }

        Assert.That(clean, Is.True, $"left behind: processes {string.Join(", ", live)}; zombies {string.Join(", ", zombies)}");
        Assert.That(Sockets().Except(_socketsBefore), Is.Empty, "left behind: socket files");
    }

    // Only ours: other programs of this user have theirs there too.
    private static IEnumerable<string> Sockets()
    {
        string location = new RuntimeDirectory().Location;
        return Directory.Exists(location)
            ? Directory.EnumerateFiles(location).Where(path => UnixFileSocketName.TryReadProcess(Path.GetFileName(path), out int pid) && pid == Environment.ProcessId)
            : [];
    }
}
