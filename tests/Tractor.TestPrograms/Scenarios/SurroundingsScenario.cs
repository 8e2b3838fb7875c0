namespace Tractor.TestPrograms.Scenarios;

/// <summary>Root and child tell what they read, write and see.</summary>
internal static partial class SurroundingsScenario
{
    public static async Task<int> RunAsync()
    {
        Announce.Event("main", "of the root");
        await ActorNursery.RunAsync(async nursery =>
        {
            await nursery.RunInActorAsync("child", Endpoints, async portal => await portal.LookAsync());
            Announce.Event("parent", $"stdin {await Console.In.ReadToEndAsync()}");
        });
        return 0;
    }

    [TractorContext]
    private static async Task Look()
    {
        Announce.Event("child", $"stdin [{await Console.In.ReadToEndAsync()}]");
        await Console.Error.WriteLineAsync("child to stderr");
    }
}
