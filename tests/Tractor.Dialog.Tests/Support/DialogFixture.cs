namespace Tractor.DialogTests;

/// <summary>Trees whose actors serve the endpoints of these tests.</summary>
public abstract class DialogFixture(TreeKind kind) : TreeFixture(kind)
{
    /// <summary>Limits that make a stuck endpoint cheap to wait for, and its actor cheap to end.</summary>
    protected static ActorLimits Impatient { get; } = new()
    {
        DialogCancelTimeout = TimeSpan.FromMilliseconds(150),
        CancelTimeout = TimeSpan.FromMilliseconds(150),
        KillTimeout = TimeSpan.FromMilliseconds(150),
    };

    private protected Task RunWithPeerAsync(Func<Portal, Task> body, ActorLimits? limits = null) =>
        RunAsync(async nursery => await body(await StartAsync(nursery, "peer")), limits);

    private protected static Task<Portal> StartAsync(ActorNursery nursery, string name) =>
        nursery.StartActorAsync(name, Talk.Endpoints + Third.Endpoints + Signs.Endpoints);

    /// <summary>What the tree's run ends with; null if nothing.</summary>
    private protected Task<Exception?> FailureWithPeerAsync(Func<Portal, Task> body, ActorLimits? limits = null) =>
        Soon.ErrorOfAsync(() => RunWithPeerAsync(body, limits));
}
