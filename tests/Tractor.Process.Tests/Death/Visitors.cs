namespace Tractor.ProcessTests.Death;

/// <summary>One actor that serves, another that is its client and dies.</summary>
internal static partial class Visitors
{
    private static readonly TaskCompletionSource<CancelReason> Left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [TractorContext]
    private static Task<ActorAddress> Address() => Task.FromResult(CurrentActor.Address);

    /// <summary>Serves a visitor, and notes why it ended.</summary>
    [TractorContext]
    private static async Task Receive(Context<Nothing> context)
    {
        await context.StartedAsync(default);
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        finally
        {
            Left.TrySetResult(context.Cancellation!.Reason);
        }
    }

    /// <summary>Serves a visitor, and goes on for a while when that one is gone.</summary>
    [TractorContext]
    private static async Task Linger(Context<Nothing> context, string file)
    {
        await context.StartedAsync(default);
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        finally
        {
            Left.TrySetResult(context.Cancellation!.Reason);
            await Task.Delay(300, CancellationToken.None);
            await File.WriteAllTextAsync(file, "done", CancellationToken.None);
        }
    }

    [TractorContext]
    private static async Task<int> VisitToLinger(Context<Nothing> context, ActorAddress address, string file)
    {
        Portal portal = await CurrentActor.ConnectAsync(address);
        await using var visit = await portal.OpenLingerAsync(file);
        await context.StartedAsync(default);
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
        return 0;
    }

    [TractorContext]
    private static Task<CancelReason> WhyLeft() => Left.Task;

    [TractorContext]
    private static async Task<int> Visit(Context<Nothing> context, ActorAddress address)
    {
        Portal portal = await CurrentActor.ConnectAsync(address);
        await using var visit = await portal.OpenReceiveAsync();
        await context.StartedAsync(default);
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
        return 0;
    }

    [TractorContext]
    private static Task<int> NeverStarts(Context<int> context) => Task.FromResult(1);

    [TractorContext]
    private static async Task<int> Swallow(Context<int> context)
    {
        await context.StartedAsync(1);
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Swallowed: the outcome is a cancellation all the same.
        }

        return 5;
    }
}
