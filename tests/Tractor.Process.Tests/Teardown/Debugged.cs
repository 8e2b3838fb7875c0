namespace Tractor.ProcessTests.Teardown;

/// <summary>
/// Actors that are debugged, or that somebody else is waiting for. They are told by files, since nothing else reaches an
/// actor that is ending.
/// </summary>
internal static partial class Debugged
{
    /// <summary>Hears of its cancel and goes on, until it is told to end; holds between two files, if it is to.</summary>
    [TractorContext]
    private static async Task<int> GoOn(Context<int> context, string file)
    {
        await context.StartedAsync(Environment.ProcessId);
        await using CancellationTokenRegistration asked = context.CancellationToken.Register(() => File.WriteAllText($"{file}.asked", ""));
        while (!File.Exists($"{file}.end"))
        {
            if (File.Exists($"{file}.hold"))
            {
                await HoldAsync(file);
            }

            await Task.Delay(2, CancellationToken.None);
        }

        await File.WriteAllTextAsync($"{file}.ended", "", CancellationToken.None);
        return 0;
    }

    /// <summary>Has an actor below it that goes on, and is in debug mode or as it is itself.</summary>
    [TractorContext]
    private static Task GoOnBelow(Context<int> context, string file, bool? debugMode) => ActorNursery.RunAsync(async nursery =>
    {
        Portal leaf = await nursery.StartActorAsync("leaf", Endpoints, new ActorOptions { DebugMode = debugMode });
        await context.StartedAsync((await leaf.OpenGoOnAsync(file)).Started);
        await Task.Delay(Timeout.Infinite, nursery.CancellationToken);
    });

    [TractorContext]
    private static Task<bool> IsInDebugMode() => Task.FromResult(CurrentActor.DebugMode);

    [TractorContext]
    private static Task<bool> IsInDebugModeBelow() => ActorNursery.RunAsync(nursery =>
        nursery.RunInActorAsync("below", Endpoints, async portal => await portal.IsInDebugModeAsync()));

    // Twice, so that the first to be disposed, however often, ends nothing.
    private static async Task HoldAsync(string file)
    {
        IDisposable once = CurrentActor.HoldForDebugging();
        using (CurrentActor.HoldForDebugging())
        {
            once.Dispose();
            once.Dispose();
            File.Delete($"{file}.hold");
            while (!File.Exists($"{file}.release") && !File.Exists($"{file}.end"))
            {
                await Task.Delay(2);
            }
        }

        File.Delete($"{file}.release");
    }
}
