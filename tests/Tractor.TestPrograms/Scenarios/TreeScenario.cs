namespace Tractor.TestPrograms.Scenarios;

/// <summary>
/// Three levels that wait for ever. The first argument is the scheme of the transport; the second one says how the leaves
/// wait, for their token or not; a third one, <c>debug</c>, that the tree is in debug mode.
/// </summary>
internal static partial class TreeScenario
{
    private const int Branches = 2;

    public static async Task<int> RunAsync(string[] arguments)
    {
        string how = arguments[1];
        ActorRuntimeOptions options = new() { Transport = ActorTransport.Find(arguments[0]), DebugMode = arguments.Contains("debug") };
        await ActorNursery.RunAsync(async nursery =>
        {
            for (int i = 0; i < Branches; i++)
            {
                string name = $"branch_{i}";
                nursery.Run(_ => OpenBranchAsync(nursery, name, how));
            }

            Announce.Ready();
            await Task.Delay(Timeout.Infinite, nursery.CancellationToken);
        }, options);
        return 0;
    }

    private static async Task OpenBranchAsync(ActorNursery nursery, string name, string how)
    {
        Portal portal = await nursery.StartActorAsync(name, Endpoints);
        await using var context = await portal.OpenBranchAsync(how);
        Announce.Event("up", name);
        await context.ResultAsync();
    }

    [TractorContext]
    private static async Task Branch(Context<int> context, string how)
    {
        Announce.Ready();
        await ActorNursery.RunAsync(async nursery =>
        {
            Portal first = await nursery.StartActorAsync($"{CurrentActor.Name}_leaf_0", Endpoints);
            Portal second = await nursery.StartActorAsync($"{CurrentActor.Name}_leaf_1", Endpoints);
            Task waiting = Task.WhenAll(first.LeafAsync(how), second.LeafAsync("token"));
            await context.StartedAsync(Environment.ProcessId);
            await waiting;
        });
    }

    [TractorContext]
    private static async Task Leaf(string how, CancellationToken cancellationToken)
    {
        Announce.Ready();
        switch (how)
        {
            case "thread":
                Thread.Sleep(Timeout.Infinite);
                break;
            case "deaf":
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
                break;
            default:
                await Task.Delay(Timeout.Infinite, cancellationToken);
                break;
        }
    }
}
