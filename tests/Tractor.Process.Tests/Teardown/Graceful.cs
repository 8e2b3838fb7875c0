namespace Tractor.ProcessTests.Teardown;

/// <summary>Actors whose clean-ups say how long they take.</summary>
internal static partial class Graceful
{
    /// <summary>Cleans up when it is cancelled, for so long, having said so; notes how that went.</summary>
    [TractorContext]
    private static async Task Tidy(Context<int> context, int graceMilliseconds, int neededMilliseconds, string file)
    {
        await context.StartedAsync(Environment.ProcessId);
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        finally
        {
            await CancelScope.RunAsync(
                async scope =>
                {
                    try
                    {
                        await Task.Delay(neededMilliseconds, scope.CancellationToken);
                        await File.AppendAllTextAsync(file, "done", CancellationToken.None);
                    }
                    catch (OperationCanceledException)
                    {
                        await File.AppendAllTextAsync(file, "cut", CancellationToken.None);
                    }
                },
                grace: TimeSpan.FromMilliseconds(graceMilliseconds));
        }
    }

    /// <summary>Has the clean-up in an actor so many levels below.</summary>
    [TractorContext]
    private static Task TidyBelow(Context<int> context, int depth, int graceMilliseconds, int neededMilliseconds, string file) => ActorNursery.RunAsync(async nursery =>
    {
        Portal portal = await nursery.StartActorAsync($"level_{depth}", Endpoints);
        await using var below = depth == 0
            ? await portal.OpenTidyAsync(graceMilliseconds, neededMilliseconds, file)
            : await portal.OpenTidyBelowAsync(depth - 1, graceMilliseconds, neededMilliseconds, file);
        await context.StartedAsync(below.Started);
        await below.ResultAsync();
    });
}
