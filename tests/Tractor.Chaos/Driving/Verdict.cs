using Tractor.Chaos.Members;
using Tractor.Chaos.Plans;
using Tractor.Chaos.Seeing;

namespace Tractor.Chaos.Driving;

/// <summary>Whether the end of a root explains what was done to its tree.</summary>
/// <param name="plan">The tree.</param>
/// <param name="met">The hits that met their target.</param>
/// <param name="isOrdered">Whether the root was told to end as planned.</param>
/// <param name="events">What the members told: among it, where they listen.</param>
internal sealed class Verdict(TreePlan plan, IReadOnlyList<HitRecord> met, bool isOrdered, EventBoard events)
{
    private const int Aborted = 134;
    private const int Killed = 137;
    private const int Interrupted = 130;
    private const int Terminated = 143;

    private bool IsRootHit => isOrdered || met.Any(record => record.Hit.Target == 0);

    /// <summary>What it does not.</summary>
    public IEnumerable<string> On(RootReport? report, int? exitCode)
    {
        if (report is null)
        {
            return ByExitCodes().Contains(exitCode ?? -1) ? [] : [$"the root ended without a report, with code {exitCode}"];
        }

        if (report.Error is null)
        {
            return isOrdered && plan.Finish == Finish.Nursery ? [] : ["the root returned without an error"];
        }

        return OnError(report);
    }

    // How a process ends that does not come to write a report.
    private IEnumerable<int> ByExitCodes()
    {
        List<int> ends = [.. Endings()];

        // The second signal ends it at once.
        return ends.Count(IsSignal) > 1 ? ends : ends.Where(code => !IsSignal(code));
    }

    private IEnumerable<int> Endings() => met.Where(record => record.Hit.Target == 0).Select(record => record.Hit.Kind switch
    {
        HitKind.Kill => Killed,
        HitKind.Terminate => Terminated,
        HitKind.Exit => 3,
        HitKind.ExitInPeace => 0,
        HitKind.ThrowOnThread or HitKind.FailFast or HitKind.Overflow => Aborted,
        _ => -1,
    }).Concat(!isOrdered ? [] : plan.Finish switch
    {
        Finish.Kill => [Killed],
        Finish.Terminate => [Terminated],
        Finish.Interrupt => [Interrupted],
        _ => [],
    });

    private static bool IsSignal(int code) => code is Interrupted or Terminated;

    private IEnumerable<string> OnError(RootReport report)
    {
        // Who only paused did no harm to anybody, unless somebody could not wait any more.
        bool isOnlyPaused = !isOrdered && met.All(record => record.Hit.Kind == HitKind.Pause);
        HashSet<int> hit = [.. isOnlyPaused ? [] : met.Select(record => record.Hit.Target)];
        HashSet<int> explaining = [.. hit.SelectMany(plan.Upwards).Where(index => index != 0)];
        if (IsRootHit)
        {
            explaining.Add(0);
        }

        List<int> all = [.. report.Failures.SelectMany(NamedBy).Distinct().Order()];
        bool isNamed = all.Exists(explaining.Contains) || (IsRootHit && all.Count == 0);
        if (!isNamed)
        {
            yield return $"the root's error names {Names(all)}, not who was hit or above";
        }

        // Each of several has to do with a hit, if only for being below it, or for missing somebody who ended as the tree fell.
        foreach (Failure failure in report.Failures)
        {
            List<int> named = [.. NamedBy(failure)];
            bool isBelow = named.Exists(index => plan.Upwards(index).Any(above => above != 0 && hit.Contains(above)));
            bool isMissed = ListenersOf(failure).Any(HasEnded);
            if (isNamed && !isBelow && !isMissed && !named.Exists(explaining.Contains) && !(IsRootHit && named.Count == 0))
            {
                yield return $"a failure names {Names(named)} alone: {failure.Text}";
            }
        }

        // Where nobody is connected to anybody beside him, the first failure is of the one who was hit.
        bool isStraight = !isOrdered && plan.Members.All(member => member.Visits.Length == 0);
        if (isStraight && met is [{ Hit: { } only }] && only.Target != 0 && !all.Contains(only.Target))
        {
            yield return $"the root's error names {Names(all)}, not n{only.Target}, who alone was hit";
        }
    }

    // Whoever has an address knows whose it is.
    private IEnumerable<int> NamedBy(Failure failure) => failure.Members.Concat(ListenersOf(failure));

    private IEnumerable<int> ListenersOf(Failure failure) =>
        events.All.Where(happened => happened.Kind == "ready" && failure.Addresses.Contains(happened.Text)).Select(happened => happened.Index);

    private bool HasEnded(int index) => events.All.Any(happened => happened.Kind == "ending" && happened.Index == index);

    private static string Names(IEnumerable<int> named) => named.Any() ? string.Join(", ", named.Select(index => $"n{index}")) : "nobody";
}
