using NUnit.Framework;

namespace Tractor.TestKit;

/// <summary>
/// Runs a test's body in a tree of actors of one kind, and sees to it that nothing of the tree is left. Abstract tests
/// derive from it; a small subclass a kind runs them.
/// </summary>
public abstract class TreeFixture(TreeKind kind) : LeakGuard
{
    private int _keys;

    /// <summary>A loaded machine may take its time to end a task.</summary>
    protected static ActorLimits Patient { get; } = new() { DialogCancelTimeout = TimeSpan.FromSeconds(10) };

    protected TreeKind Kind { get; } = kind;

    /// <summary>Whether the tree's actors are processes, and not tasks of the test host.</summary>
    protected bool IsOfProcesses => Kind != TreeKind.InMemory;

    /// <summary>A key for <see cref="Notes"/> that no other test uses.</summary>
    protected string NewKey() => $"{GetType().Name}.{TestContext.CurrentContext.Test.Name}.{Interlocked.Increment(ref _keys)}";

    /// <summary>Options of a root of this kind that leaves the host's signals alone.</summary>
    protected ActorRuntimeOptions Options(ActorLimits? limits = null) => new()
    {
        Spawning = IsOfProcesses ? ActorSpawning.Process : ActorSpawning.InProcess,
        Transport = Kind == TreeKind.ProcessesOverTcp ? ActorTransport.Tcp : null,
        HandleSignals = false,
        Limits = limits ?? Patient,
    };

    /// <summary>Runs <paramref name="body"/> in a nursery of a new root, and cancels the nursery behind it.</summary>
    protected static Task RunAsync(Func<ActorNursery, Task> body, ActorRuntimeOptions options, CancellationToken cancellationToken = default) =>
        ActorNursery.RunAsync(
            async nursery =>
            {
                await body(nursery);
                await nursery.CancelAsync();
            },
            options,
            cancellationToken).WithinAsync();

    /// <inheritdoc cref="RunAsync(Func{ActorNursery, Task}, ActorRuntimeOptions, CancellationToken)"/>
    protected Task RunAsync(Func<ActorNursery, Task> body, ActorLimits? limits = null, CancellationToken cancellationToken = default) =>
        RunAsync(body, Options(limits), cancellationToken);
}
