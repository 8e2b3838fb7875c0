namespace Tractor.TestPrograms.Scenarios;

/// <summary>Every actor announces its clean-up. Arguments: <c>caught</c>, <c>slow</c>.</summary>
internal static partial class CleanupScenario
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        bool isSlow = arguments.Contains("slow");
        ActorRuntimeOptions options = new()
        {
            Limits = isSlow ? new ActorLimits { CancelTimeout = TimeSpan.FromMinutes(1), DialogCancelTimeout = TimeSpan.FromMinutes(1) } : new ActorLimits(),
        };
        try
        {
            await ActorNursery.RunAsync(nursery => WaitAsync(nursery, isSlow), options);
            return 0;
        }
        catch (OperationCanceledException) when (arguments.Contains("caught"))
        {
            Announce.Event("caught", "cancellation");
            return 0;
        }
    }

    private static async Task WaitAsync(ActorNursery nursery, bool isSlow)
    {
        CurrentActor.OnExit(new Resource());
        try
        {
            Portal portal = await nursery.StartActorAsync("middle", Endpoints);
            await using var context = await portal.OpenMiddleAsync(isSlow);
            Announce.Ready();
            await context.ResultAsync();
        }
        finally
        {
            Announce.Event("finally", CurrentActor.Name);
        }
    }

    [TractorContext]
    private static async Task Middle(Context<int> context, bool isSlow)
    {
        CurrentActor.OnExit(new Resource());
        try
        {
            await ActorNursery.RunAsync(async nursery =>
            {
                Portal portal = await nursery.StartActorAsync("leaf", Endpoints);
                await using var leaf = await portal.OpenLeafAsync(isSlow);
                Announce.Ready();
                await context.StartedAsync(0);
                await leaf.ResultAsync();
            });
        }
        finally
        {
            Announce.Event("finally", CurrentActor.Name);
        }
    }

    [TractorContext]
    private static async Task Leaf(Context<int> context, bool isSlow)
    {
        CurrentActor.OnExit(new Resource());
        try
        {
            Announce.Ready();
            await context.StartedAsync(0);
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        finally
        {
            Announce.Event("finally", CurrentActor.Name);
            await Task.Delay(isSlow ? TimeSpan.FromSeconds(50) : TimeSpan.Zero, CancellationToken.None);
        }
    }

    private sealed class Resource : IAsyncDisposable
    {
        private readonly string _owner = CurrentActor.Name;

        public ValueTask DisposeAsync()
        {
            Announce.Event("disposed", _owner);
            return ValueTask.CompletedTask;
        }
    }
}
