namespace Tractor.StreamTests;

/// <summary>Runs a test's body in a root with children, and sees to it that no process of it is left.</summary>
public abstract class StreamFixture(ActorSpawning spawning)
{
    private int _keys;

    protected ActorSpawning Spawning { get; } = spawning;

    /// <summary>A loaded machine may take its time to end a task.</summary>
    protected static ActorLimits Patient { get; } = new() { DialogCancelTimeout = TimeSpan.FromSeconds(10) };

    /// <summary>Where too many items are an error of their sender.</summary>
    protected static ActorLimits Failing { get; } = Patient with { StreamOverflow = StreamOverflow.Fail };

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
    private protected Task RunAsync(Func<ActorNursery, Task> body, ActorLimits? limits = null, CancellationToken cancellationToken = default) =>
        ActorNursery.RunAsync(
            async nursery =>
            {
                await body(nursery);
                await nursery.CancelAsync();
            },
            new ActorRuntimeOptions { Spawning = Spawning, HandleSignals = false, Limits = limits ?? Patient },
            cancellationToken).WithinAsync();

    /// <summary>The same with one child that serves the endpoints of these tests.</summary>
    private protected Task RunWithPeerAsync(Func<Portal, Task> body, ActorLimits? limits = null) =>
        RunAsync(async nursery => await body(await StartAsync(nursery, "peer")), limits);

    private protected static Task<Portal> StartAsync(ActorNursery nursery, string name) =>
        nursery.StartActorAsync(name, Flows.Endpoints + Signs.Endpoints + Chains.Endpoints);
}
