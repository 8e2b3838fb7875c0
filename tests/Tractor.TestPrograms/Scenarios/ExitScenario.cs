namespace Tractor.TestPrograms.Scenarios;

/// <summary>A root that exits while it listens.</summary>
internal static class ExitScenario
{
    public static Task<int> RunAsync() => ActorNursery.RunAsync<int>(static nursery =>
    {
        Announce.Event("listening", CurrentActor.Address.ToString());
        Environment.Exit(7);
        return Task.FromResult(0);
    });
}
