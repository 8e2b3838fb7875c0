namespace Tractor.TestPrograms.Scenarios;

/// <summary>A leaf, two levels down, writes to its standard error and dies; the program ends at once after that.</summary>
internal static partial class LastWordsScenario
{
    public const int Lines = 400;

    public static async Task<int> RunAsync()
    {
        try
        {
            await ActorNursery.RunAsync(nursery => nursery.RunInActorAsync("middle", Endpoints, async portal => await portal.SpeakBelowAsync()));
            return 0;
        }
        catch (RemoteActorException)
        {
            return 5;
        }
    }

    [TractorContext]
    private static Task SpeakBelow() => ActorNursery.RunAsync(nursery => nursery.RunInActorAsync("leaf", Endpoints, async portal => await portal.SpeakAsync()));

    [TractorContext]
    private static async Task Speak()
    {
        for (int i = 0; i < Lines; i++)
        {
            await Console.Error.WriteLineAsync($"word {i} {new string('x', 100)}");
        }

        await Console.Error.WriteLineAsync("the last word");
        Environment.Exit(9);
    }
}
