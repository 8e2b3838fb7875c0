namespace Tractor.DialogTests;

/// <summary>What an actor does to others of its tree whose address it is given.</summary>
internal static partial class Third
{
    [TractorContext]
    private static async Task<bool> CancelOther(ActorAddress address)
    {
        Portal other = await CurrentActor.ConnectAsync(address);
        return await other.CancelActorAsync(TimeSpan.FromSeconds(10));
    }

    /// <summary>Opens a dialog with another actor and stays in it until it ends.</summary>
    [TractorContext]
    private static async Task<int> ParkThere(Context<int> context, ActorAddress address, string key)
    {
        Portal other = await CurrentActor.ConnectAsync(address);
        await using var inner = await other.OpenParkAsync(key);
        await context.StartedAsync(inner.Started);
        return await inner.ResultAsync();
    }

    /// <summary>Parks in a dialog with another actor; when it is cancelled itself, it ends as that one ended.</summary>
    [TractorContext]
    private static async Task<int> EndAsThere(Context<int> context, ActorAddress address, string key)
    {
        Portal other = await CurrentActor.ConnectAsync(address);
        await using var inner = await other.OpenParkAsync(key);
        await context.StartedAsync(inner.Started);
        Exception end = await inner.ResultAsync().ErrorAsync();
        Notes.Set(key + ".ended");
        await Task.Delay(Timeout.Infinite, context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        throw end;
    }

    [TractorContext]
    private static async Task<int> FailThere(ActorAddress address, string message)
    {
        Portal other = await CurrentActor.ConnectAsync(address);
        await using var inner = await other.OpenFailBeforeStartAsync(message);
        return await inner.ResultAsync();
    }

    /// <summary>Starts a child of its own and parks in it (CTX-25).</summary>
    [TractorContext]
    private static async Task<int> ParkBelow(Context<ActorAddress> context, string key)
    {
        await ActorNursery.RunAsync(async nursery =>
        {
            Portal below = await nursery.StartActorAsync("below", Talk.Endpoints + Signs.Endpoints);
            await using var inner = await below.OpenParkAsync(key);
            try
            {
                await context.StartedAsync(await below.WhereAsync());
                await inner.ResultAsync();
            }
            finally
            {
                await inner.DisposeAsync();
                Notes.Set(key + ".inner", inner.Outcome?.Error is ContextCancelledException cancelled ? SeenCancel.Of(cancelled.Cancellation).ToText() : "");
            }
        });
        return 0;
    }

    /// <summary>Calls an endpoint of its parent (RPC-15).</summary>
    [TractorContext]
    private static async Task<string> AskParent(string key) => await CurrentActor.Parent!.ReadSignAsync(key);

    /// <summary>Parks in a dialog with an actor and tells who of the two ends was cancelled.</summary>
    [TractorContext]
    private static async Task<string> WatchPark(Context<int> context, ActorAddress address, string key)
    {
        Portal other = await CurrentActor.ConnectAsync(address);
        await using var inner = await other.OpenParkAsync(key);
        await context.StartedAsync(1);
        Outcome<int> outcome = await inner.WaitAsync();
        return outcome.ToString();
    }
}
