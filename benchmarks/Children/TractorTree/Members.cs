using Tractor;

namespace Benchmarks.TractorTree;

/// <summary>What the actors of the trees serve.</summary>
internal static partial class Members
{
    private const int Fan = 3;

    private static readonly TaskCompletionSource Failing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [TractorContext]
    public static ValueTask<int> ProcessId() => new(Environment.ProcessId);

    /// <summary>Lets the leaf in this process fail.</summary>
    [TractorContext]
    public static ValueTask Fail()
    {
        Failing.TrySetResult();
        return default;
    }

    /// <summary>A leaf: fails when told to, with the moment in its message.</summary>
    [TractorContext]
    public static async Task Leaf(Context<(int[] Pids, ActorAddress First)> context)
    {
        await context.StartedAsync(([Environment.ProcessId], CurrentActor.Address));
        await Failing.Task.WaitAsync(context.CancellationToken);
        throw new InvalidOperationException(Moment.Say());
    }

    /// <summary>Has three children, which are supervisors themselves above the last level.</summary>
    [TractorContext]
    public static Task Supervise(Context<(int[] Pids, ActorAddress First)> context, int levels) =>
        ActorNursery.RunAsync(async nursery =>
        {
            await context.StartedAsync(await StartBelowAsync(nursery, levels));
            await Task.Delay(Timeout.Infinite, nursery.CancellationToken);
        });

    /// <summary>Starts three children and what is below them; the nursery then waits for their ends.</summary>
    public static async Task<(int[] Pids, ActorAddress First)> StartBelowAsync(ActorNursery nursery, int levels)
    {
        var started = new Task<(int[] Pids, ActorAddress First)>[Fan];
        for (int i = 0; i < Fan; i++)
        {
            TaskCompletionSource<(int[] Pids, ActorAddress First)> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
            string name = $"member_{levels}_{i}";
            nursery.Run(_ => levels > 0 ? SuperviseAsync(nursery, name, levels, first) : LeafAsync(nursery, name, first));
            started[i] = first.Task.WaitAsync(nursery.CancellationToken);
        }

        (int[] Pids, ActorAddress First)[] all = await Task.WhenAll(started);
        int[] own = CurrentActor.IsRoot ? [] : [Environment.ProcessId];
        return ([.. own, .. all.SelectMany(below => below.Pids)], all[0].First);
    }

    private static async Task SuperviseAsync(ActorNursery nursery, string name, int levels, TaskCompletionSource<(int[] Pids, ActorAddress First)> started)
    {
        Portal portal = await nursery.StartActorAsync(name, Endpoints);
        await using var context = await portal.OpenSuperviseAsync(levels - 1);
        started.SetResult(context.Started);
        await context.ResultAsync();
    }

    private static async Task LeafAsync(ActorNursery nursery, string name, TaskCompletionSource<(int[] Pids, ActorAddress First)> started)
    {
        Portal portal = await nursery.StartActorAsync(name, Endpoints);
        await using var context = await portal.OpenLeafAsync();
        started.SetResult(context.Started);
        await context.ResultAsync();
    }
}
