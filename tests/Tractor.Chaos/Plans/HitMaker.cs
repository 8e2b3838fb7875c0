namespace Tractor.Chaos.Plans;

/// <summary>Chooses who is hit, by what, and when.</summary>
internal sealed class HitMaker(Random random, MemberPlan[] members, bool hasOwnProcess)
{
    private static readonly HitKind[] Kinds =
    [
        HitKind.Kill, HitKind.Kill, HitKind.Kill, HitKind.Kill, HitKind.Stop, HitKind.Stop, HitKind.Pause, HitKind.Terminate, HitKind.Terminate,
        HitKind.Cancel, HitKind.CancelFromAside, HitKind.CancelSelf, HitKind.Throw, HitKind.Throw, HitKind.ThrowInTask, HitKind.ThrowOnThread, HitKind.Exit, HitKind.ExitInPeace,
        HitKind.FailFast, HitKind.Block, HitKind.Block, HitKind.Deaf,
    ];

    private static readonly Moment[] FromOutside = [Moment.Born, Moment.Begun, Moment.Ready, Moment.AllReady, Moment.AllReady, Moment.AllReady, Moment.Ending];

    private static readonly Moment[] FromInside = [Moment.StartUp, Moment.Begun, Moment.Ready, Moment.Ready, Moment.Ready, Moment.Ending];

    public List<Hit> Make()
    {
        int count = random.NextDouble() switch { < 0.08 => 0, < 0.5 => 1, < 0.75 => 2, < 0.9 => 3, _ => 4 };
        bool atOnce = random.NextDouble() < 0.5;
        Hit? first = null;
        List<Hit> hits = [];
        while (hits.Count < count)
        {
            Hit hit = MakeOne(hits.Count);
            if (atOnce && first is not null && hit.IsFromOutside && first.IsFromOutside)
            {
                hit = hit with { Moment = first.Moment, Delay = first.Delay };
            }

            first ??= hit;
            hits.Add(hit);
        }

        hits.RemoveAll(hit => !IsPossible(hit, hits));
        return hits;
    }

    private Hit MakeOne(int number)
    {
        HitKind kind = random.NextDouble() < 0.03 ? HitKind.Overflow : Kinds[random.Next(Kinds.Length)];
        Hit hit = new(number, random.Next(members.Length), kind, Moment.Ready, Delay: random.Next(4) == 0 ? 0 : random.Next(250), Length: 0);
        Moment[] moments = hit switch
        {
            { IsCancel: true } => [Moment.Ready],
            { Kind: HitKind.Deaf } => [Moment.Ending],
            { IsFromOutside: true } => FromOutside,
            _ => FromInside,
        };
        int length = kind switch
        {
            HitKind.Pause => random.Next(50, 1000),
            HitKind.Block => random.Next(1, 5),
            _ => 0,
        };
        return hit with { Moment = moments[random.Next(moments.Length)], Length = length };
    }

    private bool IsPossible(Hit hit, List<Hit> hits)
    {
        if (hit.Moment == Moment.StartUp && (hit.IsCancel || hit.Kind is HitKind.CancelSelf or HitKind.ThrowInTask))
        {
            return false;
        }

        // Nobody can wake who is stopped while the last above him is gone already.
        bool isRootsEnd = hits.Exists(other => other.Target == 0 && other.Crashes);
        if (hit.Kind == HitKind.Stop && isRootsEnd && (hit.Moment is not Moment.AllReady || hits.Exists(other => other.Target == 0 && other.Crashes && other.Delay < hit.Delay + 100)))
        {
            return false;
        }

        return hit.Target != 0 || IsPossibleForRoot(hit);
    }

    // A root that is stuck ends with whoever is stuck; one in the driver cannot be ended at all.
    private bool IsPossibleForRoot(Hit hit) =>
        !hit.Sticks && !hit.IsCancel && hit.Moment is not (Moment.StartUp or Moment.Born)
        && (hasOwnProcess || hit.Kind is HitKind.Throw or HitKind.ThrowInTask or HitKind.CancelSelf);
}
