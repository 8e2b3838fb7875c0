namespace Tractor.StreamTests;

/// <summary>Trees whose actors serve the endpoints of these tests.</summary>
public abstract class StreamFixture(TreeKind kind) : TreeFixture(kind)
{
    /// <summary>Where too many items are an error of their sender.</summary>
    protected static ActorLimits Failing { get; } = Patient with { StreamOverflow = StreamOverflow.Fail };

    private protected Task RunWithPeerAsync(Func<Portal, Task> body, ActorLimits? limits = null) =>
        RunAsync(async nursery => await body(await StartAsync(nursery, "peer")), limits);

    private protected static Task<Portal> StartAsync(ActorNursery nursery, string name) =>
        nursery.StartActorAsync(name, Flows.Endpoints + Signs.Endpoints + Chains.Endpoints);
}
