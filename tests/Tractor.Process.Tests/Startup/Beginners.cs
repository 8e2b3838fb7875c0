using Microsoft.Extensions.Logging;
using Tractor.Actors;

namespace Tractor.ProcessTests.Startup;

/// <summary>Tell what they were started with.</summary>
internal static partial class Beginners
{
    [TractorContext]
    private static Task<bool> WasStartedUp() => Task.FromResult(ChildStartup.WasCalled);

    /// <summary>What the process has used since it began.</summary>
    [TractorContext]
    private static Task<TimeSpan> ProcessorTime() => Task.FromResult(Environment.CpuUsage.TotalTime);

    [TractorContext]
    private static Task<string[]> Assemblies() => Task.FromResult<string[]>([.. AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name!)]);

    /// <summary>The level that the start-up method was told, and those that the actor logs.</summary>
    [TractorContext]
    private static Task<string> LogLevel()
    {
        ILogger logger = ActorsInProcess.Get("test").Logger;
        LogLevel[] levels = [.. Enum.GetValues<LogLevel>().Where(level => level != Microsoft.Extensions.Logging.LogLevel.None && logger.IsEnabled(level))];
        return Task.FromResult($"{ChildStartup.LogLevel} {string.Join(',', levels)}");
    }

    [TractorContext]
    private static Task<string> LogLevelBelow() => ActorNursery.RunAsync(nursery =>
        nursery.RunInActorAsync("below", Endpoints, async portal => await portal.LogLevelAsync()));

    /// <summary>By what this actor, and those so many levels below it, listen.</summary>
    [TractorContext]
    private static async Task<string[]> Schemes(int levels)
    {
        string own = CurrentActor.Address.Transport;
        return levels == 1 ? [own] : [own, .. await ActorNursery.RunAsync(nursery =>
            nursery.RunInActorAsync("below", Endpoints, async portal => await portal.SchemesAsync(levels - 1)))];
    }

    [TractorContext]
    private static Task<string> Look() => Task.FromResult(string.Join(
        ' ',
        CurrentActor.Name,
        Environment.CurrentDirectory,
        Environment.GetEnvironmentVariable("TRACTOR_TEST_COLOUR"),
        System.Globalization.CultureInfo.CurrentCulture.Name,
        System.Globalization.CultureInfo.CurrentUICulture.Name,
        ActorsInProcess.Get("test").Limits.MaxDialogsPerPeer,
        ChildStartup.LogLevel));
}
