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
}
