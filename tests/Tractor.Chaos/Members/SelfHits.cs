using System.Runtime.CompilerServices;
using Tractor.Chaos.Plans;

namespace Tractor.Chaos.Members;

/// <summary>What the plan has a member do to itself.</summary>
internal sealed class SelfHits(TreePlan plan, int index)
{
    /// <summary>Does what is planned for a moment of the endpoint, each in a task of the nursery.</summary>
    public void Start(Moment moment, ActorNursery nursery)
    {
        foreach (Hit hit in Of(moment))
        {
            nursery.Run(token => RunAsync(hit, nursery, token));
        }
    }

    /// <summary>What is planned for the flow of the endpoint itself, or of the start-up method.</summary>
    public async Task RunHereAsync(Moment moment)
    {
        foreach (Hit hit in Of(moment))
        {
            await Task.Delay(hit.Delay, CancellationToken.None);
            await DoAsync(hit, null);
        }
    }

    private IEnumerable<Hit> Of(Moment moment) =>
        plan.Hits.Where(hit => hit.Target == index && hit.Moment == moment && hit is { IsFromOutside: false, IsCancel: false });

    private async Task RunAsync(Hit hit, ActorNursery nursery, CancellationToken token)
    {
        await Task.Delay(hit.Delay, token);
        await DoAsync(hit, nursery);
    }

    private async Task DoAsync(Hit hit, ActorNursery? nursery)
    {
        Announcer.Say("hit", index, $"{hit.Number}");
        switch (hit.Kind)
        {
            case HitKind.Throw or HitKind.ThrowInTask:
                throw new ChaosException($"n{index} was told to throw");
            case HitKind.ThrowOnThread:
                new Thread(() => throw new ChaosException($"n{index} was told to throw on a thread")).Start();
                break;
            case HitKind.Exit:
                Environment.Exit(3);
                break;
            case HitKind.ExitInPeace:
                Environment.Exit(0);
                break;
            case HitKind.FailFast:
                Environment.FailFast($"n{index} was told to fail fast");
                break;
            case HitKind.Overflow:
                _ = Overflow(1);
                break;
            case HitKind.CancelSelf:
                CurrentActor.RequestCancel();
                break;
            case HitKind.Block:
                Block(hit.Length, nursery);
                break;
            case HitKind.Deaf:
                using (Steps.Enter("deaf"))
                {
                    await Task.Delay(TimeSpan.FromMinutes(10), CancellationToken.None);
                }

                break;
            default:
                throw new InvalidOperationException($"{hit.Kind} is not done from inside.");
        }
    }

    private static void Block(int threads, ActorNursery? nursery)
    {
        for (int i = 1; i < threads && nursery is not null; i++)
        {
            nursery.Run(static _ =>
            {
                Thread.Sleep(Timeout.Infinite);
                return Task.CompletedTask;
            });
        }

        Thread.Sleep(Timeout.Infinite);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Overflow(int depth) => Overflow(depth + 1) + depth;
}
