// One actor per core, a context into each, then the root crashes on purpose: every child is reaped, no zombie is left.
using Tractor;

double seconds = args is ["--seconds", var text] ? double.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : 2;

try
{
    await ActorNursery.RunAsync(async nursery =>
    {
        for (int i = 0; i < Environment.ProcessorCount; i++)
        {
            int n = i;
            nursery.Run(_ => Workers.SpawnAndOpenAsync(nursery, n));
        }

        await Task.Delay(TimeSpan.FromSeconds(seconds), nursery.CancellationToken);
        throw new InvalidOperationException("Self destructed");
    });
}
catch (InvalidOperationException)
{
    Console.WriteLine("Zombies contained");
}

internal static partial class Workers
{
    public static async Task SpawnAndOpenAsync(ActorNursery nursery, int i)
    {
        Portal portal = await nursery.StartActorAsync($"worker_{i}", Endpoints);
        await using var context = await portal.OpenEndpointAsync();
        (string name, int pid) = context.Started;
        Console.WriteLine($"endpoint task started in {name}@{pid}");
        await context.ResultAsync();
    }

    [TractorContext]
    private static async Task Endpoint(Context<(string Name, int Pid)> context)
    {
        await context.StartedAsync((CurrentActor.Name, Environment.ProcessId));
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
    }
}
