namespace Tractor.TestPrograms.Scenarios;

/// <summary>A child whose process does not come to the end of its exit. The argument is the scheme of the transport.</summary>
internal static partial class LateExitScenario
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        ActorRuntimeOptions options = new() { Transport = ActorTransport.Find(arguments[0]), Limits = new ActorLimits { KillTimeout = TimeSpan.FromSeconds(1) } };
        await ActorNursery.RunAsync(
            async nursery =>
            {
                Portal portal = await nursery.StartActorAsync("late", Endpoints);
                await portal.LingerAsync();
                await nursery.CancelAsync();
            },
            options);
        return 0;
    }

    [TractorContext]
    private static Task Linger()
    {
        AppDomain.CurrentDomain.ProcessExit += static (_, _) =>
        {
            Announce.Event("exiting", $"late {Environment.ProcessId}");
            Thread.Sleep(Timeout.Infinite);
        };
        return Task.CompletedTask;
    }
}
