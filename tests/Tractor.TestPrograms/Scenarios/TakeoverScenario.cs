namespace Tractor.TestPrograms.Scenarios;

/// <summary>Says whether a root can be opened where nothing took the process over.</summary>
internal static class TakeoverScenario
{
    public static async Task<int> RunAsync()
    {
        Announce.Event("main", Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        try
        {
            await ActorNursery.RunAsync(_ => Task.CompletedTask);
            Announce.Event("opened", "root");
            return 0;
        }
        catch (RootActorException error)
        {
            Announce.Event("refused", $"{error.ChildName}: {error.Message}");
            return 7;
        }
    }
}
