using Tractor.Chaos.Plans;

namespace Tractor.Chaos.Members;

/// <summary>The root of a tree: in the driver, or in a process of its own.</summary>
internal static class Root
{
    /// <summary>Runs the tree of a plan until it ends, or until the order comes to end it.</summary>
    public static async Task<RootReport> RunAsync(TreePlan plan, Task<Finish> order, bool handlesSignals)
    {
        ActorRuntimeOptions options = new()
        {
            Name = plan.Members[0].Name,
            Endpoints = Member.Endpoints,
            Limits = plan.Limits,
            Transport = plan.Transport == ActorTransport.Tcp.Scheme ? ActorTransport.Tcp : ActorTransport.UnixSocket,
            HandleSignals = handlesSignals,
        };
        using CancellationTokenSource source = new();
        Exception? failure = null;
        try
        {
            await ActorNursery.RunAsync(nursery => LiveAsync(plan, nursery, order, source), options, source.Token);
        }
#pragma warning disable CA1031 // Whatever it is, it is what is looked at.
        catch (Exception error)
#pragma warning restore CA1031
        {
            failure = error;
        }

        return RootReport.Of(failure);
    }

    private static async Task LiveAsync(TreePlan plan, ActorNursery nursery, Task<Finish> order, CancellationTokenSource source)
    {
        using IDisposable step = Steps.Enter("root");
        SelfHits hits = new(plan, 0);
        Announcer.Say("begun", 0);
        nursery.Run(token => ObeyAsync(nursery, order, source, token));
        hits.Start(Moment.Begun, nursery);
        Branch branch = new(plan, plan.Members[0], nursery);
        Census census = await branch.RaiseAsync();
        Announcer.Say("ready", 0, CurrentActor.Address.ToString());
        hits.Start(Moment.Ready, nursery);
        branch.Stir(census);
        try
        {
            await Task.Delay(Timeout.Infinite, nursery.CancellationToken);
        }
        finally
        {
            Announcer.Say("ending", 0);
            await hits.RunHereAsync(Moment.Ending);
        }
    }

    private static async Task ObeyAsync(ActorNursery nursery, Task<Finish> order, CancellationTokenSource source, CancellationToken token)
    {
        switch (await order.WaitAsync(token))
        {
            case Finish.Token:
                await source.CancelAsync();
                break;
            case Finish.Nursery:
                await nursery.CancelAsync();
                break;
            default:
                throw new ChaosException("n0 was ordered to throw");
        }
    }
}
