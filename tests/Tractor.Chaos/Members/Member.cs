using System.Runtime.CompilerServices;
using Tractor.Chaos.Plans;

namespace Tractor.Chaos.Members;

/// <summary>What every actor of a tree serves.</summary>
internal static partial class Member
{
    /// <summary>Raises what is below, and lives until it is ended. What comes over its stream goes back.</summary>
    [TractorContext]
    private static async Task<int> Grow(Context<Census, long, long> context, int seed, int index)
    {
        TreePlan plan = PlanMaker.Make(seed);
        SelfHits hits = new(plan, index);
        Announcer.Say("begun", index);
        try
        {
            await ActorNursery.RunAsync(nursery => LiveAsync(plan, index, hits, nursery, context));
        }
        finally
        {
            Announcer.Say("ending", index);
            await hits.RunHereAsync(Moment.Ending);
        }

        return index;
    }

    [TractorContext]
    private static Task<int> Add(int first, int second) => Task.FromResult(first + second);

    [TractorContext]
    private static Task Nap(int milliseconds, CancellationToken cancellationToken) => Task.Delay(milliseconds, cancellationToken);

    [TractorContext]
    private static async IAsyncEnumerable<long> Count([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (long i = 0; ; i++)
        {
            yield return i;
            await Task.Delay(10, cancellationToken);
        }
    }

    /// <summary>Connects to another actor of the tree and talks with it until cancelled.</summary>
    [TractorContext]
    private static async Task Visit(string address, CancellationToken cancellationToken)
    {
        Portal host = await CurrentActor.ConnectAsync(ActorAddress.Parse(address), cancellationToken);
        await using var context = await host.OpenChatAsync(cancellationToken);
        await TaskNursery.RunAsync(
            async tasks =>
            {
                tasks.Run(token => Traffic.PingAsync(context.OpenStream(), token));
                tasks.Run(token => Traffic.CallAsync(host, token));
                await context.ResultAsync(tasks.CancellationToken);
            },
            cancellationToken);
    }

    [TractorContext]
    private static async Task Chat(Context<Nothing, long, long> context)
    {
        await context.StartedAsync(default);
        await EchoAsync(context.OpenStream(), context.CancellationToken);
    }

    private static async Task LiveAsync(TreePlan plan, int index, SelfHits hits, ActorNursery nursery, Context<Census, long, long> context)
    {
        hits.Start(Moment.Begun, nursery);
        Branch branch = new(plan, plan.Members[index], nursery);
        Census census = await branch.RaiseAsync();
        await context.StartedAsync(census);
        Announcer.Say("ready", index, CurrentActor.Address.ToString());
        hits.Start(Moment.Ready, nursery);
        branch.Stir(census);
        await EchoAsync(context.OpenStream(), nursery.CancellationToken);
        await Task.Delay(Timeout.Infinite, nursery.CancellationToken);
    }

    private static async Task EchoAsync(MsgStream<long, long> stream, CancellationToken token)
    {
        await using (stream)
        {
            await foreach (long item in stream.WithCancellation(token))
            {
                await stream.SendAsync(item, token);
            }
        }
    }
}
