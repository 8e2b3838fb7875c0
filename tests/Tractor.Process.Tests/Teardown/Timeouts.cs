namespace Tractor.ProcessTests.Teardown;

/// <summary>Actors with a deadline of their own.</summary>
internal static partial class Timeouts
{
    /// <summary>Starts an actor in a nursery that a deadline ends. True when it did, with nobody left.</summary>
    [TractorContext]
    private static async Task<bool> TimeOut(int milliseconds)
    {
        int pid = 0;
        bool caught = await CancelScope.RunAsync(scope => ActorNursery.RunAsync(async nursery =>
        {
            Portal portal = await nursery.StartActorAsync("inner", Workers.Endpoints);
            pid = portal.Actor.Pid;
            scope.Deadline = TimeSpan.FromMilliseconds(milliseconds);
            await portal.OpenServeAsync();
        }));
        return caught && ProcessTree.IsGone(pid);
    }
}
