using System.Reflection;
using NUnit.Framework;

namespace Tractor.TestKit;

/// <summary>
/// The base of tests that make actors: none leaves a process, a zombie, a socket file, a socket, an actor or a reader
/// behind (TST-04).
/// </summary>
public abstract class LeakGuard
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static int _socketsBefore;

    private readonly bool _runsBesideOthers;

    /// <summary>
    /// Where the tests of the fixture run beside each other, what is left is looked for behind the last of them: before
    /// that it may be another one's.
    /// </summary>
    protected LeakGuard()
    {
        ParallelizableAttribute? parallelizable = GetType().GetCustomAttribute<ParallelizableAttribute>();
        _runsBesideOthers = parallelizable?.Scope.HasFlag(ParallelScope.Children) ?? false;
    }

    [OneTimeSetUp]
    public static void BeginFixture()
    {
        ProcessTree.MarkDescendants();
        _socketsBefore = Leaks.OpenSockets();
    }

    [SetUp]
    public void Remember()
    {
        if (!_runsBesideOthers)
        {
            _socketsBefore = Leaks.OpenSockets();
        }
    }

    [TearDown]
    public Task NothingOfTheTestIsLeftAsync() => _runsBesideOthers ? Task.CompletedTask : NothingIsLeftAsync();

    [OneTimeTearDown]
    public static async Task NothingIsLeftAsync()
    {
        bool processesAreGone = await Soon.HoldsAsync(Patience, () => ProcessTree.Live().Count == 0 && ProcessTree.Zombies().Count == 0);
        IReadOnlyList<int> live = ProcessTree.Live();
        IReadOnlyList<int> zombies = ProcessTree.Zombies();
        foreach (int pid in live)
        {
            Signals.TrySend(pid, Signals.Kill);
        }

        string[] files = [.. Leaks.SocketFiles()];
        Array.ForEach(files, File.Delete); // Of this test, not of the next.
        Assert.That(processesAreGone, Is.True, $"left behind: processes {string.Join(", ", live)}; zombies {string.Join(", ", zombies)}");
        Assert.That(files, Is.Empty, "left behind: socket files");
        await Soon.HoldsAsync(Patience, () => !Leaks.InProcess().Any() && Leaks.OpenSockets() <= _socketsBefore);
        Assert.That(Leaks.InProcess(), Is.Empty, "left behind in the test host");
        Assert.That(Leaks.OpenSockets(), Is.LessThanOrEqualTo(_socketsBefore), "left behind: open sockets of the test host");
    }
}
