namespace Tractor.TestPrograms.Scenarios;

/// <summary>A child whose start-up method blocks for ever. The argument is the scheme of the transport.</summary>
internal static partial class BlockedStartScenario
{
    private const string Variable = "TRACTOR_TEST_BLOCK";

    public static async Task<int> RunAsync(string[] arguments)
    {
        ActorOptions options = new() { Environment = new Dictionary<string, string?> { [Variable] = "1" } };
        await ActorNursery.RunAsync(nursery => nursery.StartActorAsync("blocked", Endpoints, options), new ActorRuntimeOptions { Transport = ActorTransport.Find(arguments[0]) });
        return 0;
    }

    [ActorStartup]
    public static void Block(ActorStartupContext context)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not null)
        {
            Announce.Event("starting", $"{context.Id.Name} {Environment.ProcessId}");
            Thread.Sleep(Timeout.Infinite);
        }
    }

    [TractorContext]
    private static Task None() => Task.CompletedTask;
}
