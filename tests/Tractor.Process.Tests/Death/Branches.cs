namespace Tractor.ProcessTests.Death;

/// <summary>A level between root and leaves.</summary>
internal static partial class Branches
{
    [TractorContext]
    private static async Task Grow(Context<int[]> context, int leaves)
    {
        await ActorNursery.RunAsync(async nursery =>
        {
            Portal[] portals = await Task.WhenAll(Enumerable.Range(0, leaves).Select(i => nursery.StartActorAsync($"leaf_{i}", Victims.Endpoints)));
            await context.StartedAsync([.. portals.Select(portal => portal.Actor.Pid)]);
            await Task.WhenAll(portals.Select(portal => portal.WaitAsync()));
        });
    }

    /// <summary>As <see cref="Grow"/>, with a leaf that listens: gives its process and its socket file.</summary>
    [TractorContext]
    private static async Task GrowListener(Context<(int Pid, string File)> context)
    {
        await ActorNursery.RunAsync(async nursery =>
        {
            Portal portal = await nursery.StartActorAsync("leaf", Victims.Endpoints);
            await context.StartedAsync((portal.Actor.Pid, await portal.ListenAsync()));
            await portal.WaitAsync();
        });
    }

    /// <summary>As <see cref="Grow"/>, with a leaf that notes in a file who cancelled it.</summary>
    [TractorContext]
    private static async Task GrowWitness(Context<Nothing> context, string file)
    {
        await ActorNursery.RunAsync(async nursery =>
        {
            Portal portal = await nursery.StartActorAsync("leaf", Victims.Endpoints);
            await using var leaf = await portal.OpenWitnessAsync(file);
            await context.StartedAsync(default);
            await leaf.ResultAsync();
        });
    }

    /// <summary>As <see cref="Grow"/>, with a leaf that does not listen to its cancellation.</summary>
    [TractorContext]
    private static async Task GrowDeaf(Context<int> context)
    {
        await ActorNursery.RunAsync(async nursery =>
        {
            Portal portal = await nursery.StartActorAsync("leaf", Victims.Endpoints);
            await using var leaf = await portal.OpenEndureAsync();
            await context.StartedAsync(leaf.Started);
            await leaf.ResultAsync();
        });
    }
}
