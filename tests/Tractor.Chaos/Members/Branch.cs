using Tractor.Chaos.Plans;

namespace Tractor.Chaos.Members;

/// <summary>What is below one member: it starts its children, talks with them and has them visit each other, until it ends.</summary>
internal sealed class Branch(TreePlan plan, MemberPlan member, ActorNursery nursery)
{
    private readonly Dictionary<int, TaskCompletionSource<Census>> _up =
        member.Children.ToDictionary(child => child, _ => new TaskCompletionSource<Census>(TaskCreationOptions.RunContinuationsAsynchronously));

    private readonly Dictionary<int, Portal> _portals = [];

    /// <summary>Returns when all below is up, with who it is.</summary>
    public async Task<Census> RaiseAsync()
    {
        List<Census> all = [];
        foreach (int child in member.Children)
        {
            nursery.Run(_ => TendAsync(child));
            if (!member.StartsTogether)
            {
                all.Add(await UpAsync(child));
            }
        }

        if (member.StartsTogether)
        {
            all.AddRange(await Task.WhenAll(member.Children.Select(UpAsync)));
        }

        return Census.Of(member.Index).With(all);
    }

    /// <summary>Has the children visit others, and cancels those whose turn it is.</summary>
    public void Stir(Census census)
    {
        foreach (Visit visit in member.Visits.Where(visit => _portals.ContainsKey(visit.Visitor)))
        {
            nursery.Run(token => VisitAsync(visit, census.AddressOf(visit.Host), token));
        }

        foreach (Hit hit in plan.Hits.Where(hit => hit.Kind == HitKind.Cancel && _portals.ContainsKey(hit.Target)))
        {
            nursery.Run(token => CancelAsync(hit, _portals[hit.Target], token));
        }

        foreach (Hit hit in plan.Hits.Where(hit => hit.Kind == HitKind.CancelFromAside && member.Index == 0))
        {
            nursery.Run(async token => await CancelAsync(hit, await CurrentActor.ConnectAsync(ActorAddress.Parse(census.AddressOf(hit.Target)), token), token));
        }
    }

    // A failure of the child is the nursery's; whoever waits for it hears of that.
    private Task<Census> UpAsync(int child) => _up[child].Task.WaitAsync(nursery.CancellationToken);

    private async Task TendAsync(int child)
    {
        using IDisposable step = Steps.Enter($"tend n{child}");
        MemberPlan told = plan.Members[child];
        if (told.Form == DialogForm.OneShot)
        {
            await nursery.RunInActorAsync(told.Name, Member.Endpoints, portal => TalkAsync(told, portal));
            return;
        }

        Portal portal = await nursery.StartActorAsync(told.Name, Member.Endpoints);
        await TalkAsync(told, portal);
    }

    private async Task TalkAsync(MemberPlan child, Portal portal)
    {
        lock (_portals)
        {
            _portals[child.Index] = portal;
        }

        if (child.Form == DialogForm.Delegate)
        {
            await portal.OpenGrowAsync(context => HoldAsync(child, portal, context), plan.Seed, child.Index);
            return;
        }

        await using var context = await portal.OpenGrowAsync(plan.Seed, child.Index);
        await HoldAsync(child, portal, context);
    }

    private async Task HoldAsync(MemberPlan child, Portal portal, RemoteContext<Census, long, long, int> context)
    {
        _up[child.Index].TrySetResult(context.Started);
        using IDisposable step = Steps.Enter($"hold n{child.Index}");
        await TaskNursery.RunAsync(async tasks =>
        {
            if (child.Talks)
            {
                tasks.Run(token => Traffic.PingAsync(context.OpenStream(), token));
            }

            if (child.Counts)
            {
                tasks.Run(token => Traffic.ReadAsync(portal.CountAsync(cancellationToken: token), token));
            }

            if (child.Calls)
            {
                tasks.Run(token => Traffic.CallAsync(portal, token));
            }

            await context.ResultAsync();
        });
    }

    private async Task VisitAsync(Visit visit, string host, CancellationToken token)
    {
        using IDisposable step = Steps.Enter($"n{visit.Visitor} visits n{visit.Host}");
        await _portals[visit.Visitor].VisitAsync(host, token);
    }

    private static async Task CancelAsync(Hit hit, Portal target, CancellationToken token)
    {
        await Task.Delay(hit.Delay, token);
        Announcer.Say("hit", hit.Target, $"{hit.Number}");
        await target.CancelActorAsync();
    }
}
