// A tree of processes: the root starts two supervisors, and each of them starts leaves of its own. One leaf fails. Its
// supervisor ends the leaves beside it and fails in turn; the root ends the other supervisor, which takes its leaves with
// it. What the root catches tells where it began and which way it came.
using Tractor;

try
{
    await ActorNursery.RunAsync(async nursery =>
    {
        await SuperviseAsync(nursery, "left", [1, 2]);
        await SuperviseAsync(nursery, "right", [3, 0]);
    });
}
catch (RemoteActorException error)
{
    Console.WriteLine($"{error.Origin} failed: {error.RemoteMessage}");
    Console.WriteLine($"it came by way of {string.Join(", ", error.RelayPath)}");
}

Console.WriteLine("The tree is gone");

static async Task SuperviseAsync(ActorNursery nursery, string name, int[] divisors)
{
    Portal portal = await nursery.StartActorAsync(name, Supervisor.Endpoints);
    var supervisor = await portal.OpenSuperviseAsync(divisors);
    Console.WriteLine($"{portal.Actor} supervises {string.Join(", ", supervisor.Started)}");
    nursery.Run(token => supervisor.ResultAsync(token));
}

internal static partial class Supervisor
{
    [TractorContext]
    private static Task Supervise(Context<string[]> context, int[] divisors) => ActorNursery.RunAsync(async nursery =>
    {
        List<Portal> leaves = [];
        foreach (int divisor in divisors)
        {
            leaves.Add(await nursery.StartActorAsync($"{CurrentActor.Name}_{divisor}", Leaf.Endpoints));
        }

        await context.StartedAsync([.. leaves.Select(leaf => $"{leaf.Actor}")]);
        foreach ((Portal leaf, int divisor) in leaves.Zip(divisors))
        {
            nursery.Run(token => leaf.DivideForeverAsync(1000, divisor, token));
        }
    });
}

internal static partial class Leaf
{
    [TractorContext]
    private static async Task DivideForever(int dividend, int divisor, CancellationToken cancellationToken)
    {
        while (true)
        {
            _ = dividend / divisor;
            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
        }
    }
}
