using NUnit.Framework;

namespace Tractor.DialogTests;

/// <summary>Runs a test's body in a root with children, and sees to it that no process of it is left.</summary>
public abstract class DialogFixture(ActorSpawning spawning)
{
    private int _keys;

    protected ActorSpawning Spawning { get; } = spawning;

    /// <summary>Limits that make a stuck endpoint cheap to wait for.</summary>
    protected static ActorLimits Impatient { get; } = new() { DialogCancelTimeout = TimeSpan.FromMilliseconds(150) };

    [TearDown]
    public void NoProcessIsLeft()
    {
        string[] children = [.. Directory.GetDirectories("/proc/self/task")
            .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        Assert.That(children, Is.Empty);
    }

    /// <summary>A key for <see cref="Notes"/> that no other test uses.</summary>
    protected string NewKey() => $"{GetType().Name}.{TestContext.CurrentContext.Test.Name}.{Interlocked.Increment(ref _keys)}";

    /// <summary>Runs <paramref name="body"/> in a nursery of a new root, and cancels the nursery behind it.</summary>
    private protected Task RunAsync(Func<ActorNursery, Task> body, ActorLimits? limits = null, EndpointTable? serves = null)
    {
        ActorRuntimeOptions options = new()
        {
            Spawning = Spawning,
            HandleSignals = false,
            Limits = limits ?? new ActorLimits(),
            Endpoints = serves ?? EndpointTable.Empty,
        };
        return ActorNursery.RunAsync(
            async nursery =>
            {
                await body(nursery);
                await nursery.CancelAsync();
            },
            options).WithinAsync();
    }

    /// <summary>The same with one child that serves the endpoints of these tests.</summary>
    private protected Task RunWithPeerAsync(Func<Portal, Task> body, ActorLimits? limits = null) =>
        RunAsync(async nursery => await body(await StartAsync(nursery, "peer")), limits);

    private protected static Task<Portal> StartAsync(ActorNursery nursery, string name) =>
        nursery.StartActorAsync(name, Talk.Endpoints + Third.Endpoints + Signs.Endpoints);

    /// <summary>What the tree's run ends with; null if nothing.</summary>
    private protected Task<Exception?> FailureWithPeerAsync(Func<Portal, Task> body, ActorLimits? limits = null) =>
        Soon.ErrorOfAsync(() => RunWithPeerAsync(body, limits));
}
