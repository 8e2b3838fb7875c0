using Tractor.Platform;

namespace Tractor.TestPrograms.Scenarios;

/// <summary>
/// Every actor announces its clean-up. Arguments: the scheme of the transport; <c>caught</c>; <c>slow</c>; <c>task</c> (the
/// root waits in a local task of its nursery); <c>raise</c> (it sends itself a SIGINT when all are up).
/// </summary>
internal static partial class CleanupScenario
{
    private const int Interrupt = 2;

    public static async Task<int> RunAsync(string[] arguments)
    {
        bool isSlow = arguments.Contains("slow");
        ActorRuntimeOptions options = new()
        {
            Transport = ActorTransport.Find(arguments[0]),
            Limits = isSlow ? new ActorLimits { CancelTimeout = TimeSpan.FromMinutes(1), DialogCancelTimeout = TimeSpan.FromMinutes(1) } : new ActorLimits(),
        };
        try
        {
            await ActorNursery.RunAsync(nursery => arguments.Contains("task") ? WaitInTaskAsync(nursery, arguments) : WaitAsync(nursery, arguments), options);
            return 0;
        }
        catch (OperationCanceledException) when (arguments.Contains("caught"))
        {
            Announce.Event("caught", "cancellation");
            return 0;
        }
    }

    private static Task WaitInTaskAsync(ActorNursery nursery, string[] arguments)
    {
        nursery.Run(_ => WaitAsync(nursery, arguments));
        return Task.CompletedTask;
    }

    private static async Task WaitAsync(ActorNursery nursery, string[] arguments)
    {
        KeepResources();
        try
        {
            Portal portal = await nursery.StartActorAsync("middle", Endpoints);
            await using var context = await portal.OpenMiddleAsync(arguments.Contains("slow"));
            Announce.Ready();
            if (arguments.Contains("raise") && OperatingSystem.IsLinux())
            {
                _ = NativeProcesses.Kill(Environment.ProcessId, Interrupt);
            }

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
        KeepResources();
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
        KeepResources();
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

    private static void KeepResources()
    {
        CurrentActor.OnExit(new Resource("disposed"));
        CurrentActor.OnExit(new Resource("disposed-first"));
    }

    private sealed class Resource(string kind) : IAsyncDisposable
    {
        private readonly string _owner = CurrentActor.Name;

        public ValueTask DisposeAsync()
        {
            Announce.Event(kind, _owner);
            return ValueTask.CompletedTask;
        }
    }
}
