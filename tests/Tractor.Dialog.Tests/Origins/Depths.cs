namespace Tractor.DialogTests;

/// <summary>Endpoints that hold dialogs with actors below them, and what begins their end.</summary>
internal static partial class Depths
{
    private static EndpointTable All => Depths.Endpoints + Faults.Endpoints + Signs.Endpoints + Third.Endpoints;

    /// <summary>
    /// At depth 0 waits for its cancellation, and writes into <paramref name="file"/> what it saw of it. Else starts a
    /// child and holds it there.
    /// </summary>
    [TractorContext]
    private static async Task<int> Hold(Context<int> context, int depth, string file)
    {
        if (depth == 0)
        {
            await context.StartedAsync(Environment.ProcessId);
            return await ParkAsync(context, file);
        }

        return await ActorNursery.RunAsync(async nursery =>
        {
            Portal below = await nursery.StartActorAsync($"level{depth}", All);
            await using var inner = await below.OpenHoldAsync(depth - 1, file);
            await context.StartedAsync(inner.Started);
            return await inner.ResultAsync();
        });
    }

    /// <summary>Opens <see cref="Hold"/> in another actor and cancels that dialog.</summary>
    [TractorContext]
    private static async Task CancelHoldThere(ActorAddress address, string file)
    {
        Portal other = await CurrentActor.ConnectAsync(address);
        await using var inner = await other.OpenHoldAsync(1, file);
        await inner.CancelAsync();
    }

    private static async Task<int> ParkAsync(EndpointContext context, string file)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return 0;
        }
        finally
        {
            await File.WriteAllTextAsync(file, SeenCancel.Of(context.Cancellation!).ToText());
        }
    }
}
