using System.Globalization;

namespace Tractor.Chaos.Plans;

/// <summary>All that a seed decides, before anything runs.</summary>
internal sealed record TreePlan(
    int Seed, bool HasOwnProcess, string Transport, ActorLimits Limits, IReadOnlyList<MemberPlan> Members, IReadOnlyList<Hit> Hits, Finish Finish, int Linger)
{
    /// <summary>The member and all above it, the root last.</summary>
    public IEnumerable<int> Upwards(int index)
    {
        for (int at = index; at > 0; at = Members[at].Parent)
        {
            yield return at;
        }

        yield return 0;
    }

    /// <summary>
    /// Whether the root has to hear of a hit by itself: nobody on the way up, the target included, is made unable to
    /// pass it on, and it is not the end of an end.
    /// </summary>
    public bool IsDecisive(Hit hit) =>
        hit.Moment != Moment.Ending && !hit.Sticks && hit.Kind != HitKind.Pause
        && !Hits.Any(other => other.Sticks && Upwards(hit.Target).Contains(other.Target));

    /// <summary>
    /// How long the root's end may take from a decisive hit or the order to end: one ladder, and for each that is stuck
    /// one more, since a level ends its own before it tells the one above.
    /// </summary>
    public TimeSpan EndBound
    {
        get
        {
            TimeSpan ladder = Limits.CancelTimeout + Limits.KillTimeout + Limits.DialogCancelTimeout + Limits.OrphanGrace;
            return OrphanBound + (ladder * (1 + Hits.Count(hit => hit.Sticks))) + TimeSpan.FromMilliseconds(Hits.Where(hit => hit.Kind == HitKind.Pause).Sum(hit => hit.Length));
        }
    }

    /// <summary>How long orphans of members that crashed, or had to be killed, may take: their grace, a level after the other; then they are killed.</summary>
    public TimeSpan OrphanBound => (Limits.OrphanGrace * (1 + Hits.Count(hit => hit.Sticks))) + Limits.KillTimeout;

    public override string ToString() => string.Join('\n', Lines());

    private IEnumerable<string> Lines()
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"seed {Seed}: {Members.Count} members over {Transport}, the root {(HasOwnProcess ? "in a process of its own" : "in the driver")}, finish {Finish} after {Linger} ms");
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"cancel {Limits.CancelTimeout.TotalMilliseconds} ms, kill {Limits.KillTimeout.TotalMilliseconds} ms, dialog cancel {Limits.DialogCancelTimeout.TotalMilliseconds} ms, orphan grace {Limits.OrphanGrace.TotalMilliseconds} ms");
        foreach (MemberPlan member in Members)
        {
            yield return member.ToString();
        }

        foreach (Hit hit in Hits)
        {
            yield return $"{hit}{(IsDecisive(hit) ? ", decisive" : "")}";
        }
    }
}
