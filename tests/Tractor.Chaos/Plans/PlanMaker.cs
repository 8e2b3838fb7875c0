namespace Tractor.Chaos.Plans;

/// <summary>Makes the plan of a seed: the same for the same seed, in whatever process.</summary>
internal sealed class PlanMaker
{
    private const int MostMembers = 40;

    private readonly int _seed;
    private readonly Random _random;

    private PlanMaker(int seed)
    {
        _seed = seed;
        _random = new Random(seed);
    }

    public static TreePlan Make(int seed) => new PlanMaker(seed).Make();

    private TreePlan Make()
    {
        bool own = Chance(0.5);
        string transport = Chance(0.5) ? "uds" : "tcp";
        ActorLimits limits = MakeLimits();
        MemberPlan[] members = MakeMembers(MakeSize());
        List<Hit> hits = new HitMaker(_random, members, own).Make();
        Finish[] finishes = own ? Enum.GetValues<Finish>() : [Finish.Token, Finish.Nursery, Finish.Throw];
        Finish finish = Pick(finishes);

        // Nobody can wake who is stopped while the last above him is gone already.
        if (finish == Finish.Kill && hits.Exists(hit => hit is { Kind: HitKind.Stop, Moment: Moment.Born or Moment.Ending }))
        {
            finish = Finish.Terminate;
        }

        return new TreePlan(_seed, own, transport, limits, members, hits, finish, _random.Next(50, 600));
    }

    private ActorLimits MakeLimits() => new()
    {
        CancelTimeout = TimeSpan.FromMilliseconds(Pick([100, 300, 500, 500, 800])),
        KillTimeout = TimeSpan.FromMilliseconds(Pick([200, 500, 1000, 1600])),
        DialogCancelTimeout = TimeSpan.FromMilliseconds(Pick([200, 616, 616, 1000])),
        OrphanGrace = TimeSpan.FromMilliseconds(Pick([0, 100, 300, 500])),
    };

    // Mostly small, so that a seed is quick; now and then as large as may be.
    private int MakeSize() => Math.Clamp((int)(2 * Math.Pow(MostMembers / 2.0, Math.Pow(_random.NextDouble(), 1.5))), 2, MostMembers);

    private MemberPlan[] MakeMembers(int count)
    {
        int[] parents = MakeParents(count);
        int[] depths = new int[count];
        for (int i = 1; i < count; i++)
        {
            depths[i] = depths[parents[i]] + 1;
        }

        return [.. Enumerable.Range(0, count).Select(index => MakeMember(index, parents, depths))];
    }

    // From a chain to a star: a new member goes below one of the latest, or anywhere.
    private int[] MakeParents(int count)
    {
        int[] parents = new int[count];
        double chain = _random.NextDouble();
        for (int i = 1; i < count; i++)
        {
            parents[i] = Chance(chain) ? Math.Max(0, i - 1 - _random.Next(2)) : _random.Next(i);
        }

        return parents;
    }

    private MemberPlan MakeMember(int index, int[] parents, int[] depths)
    {
        int[] children = [.. Enumerable.Range(1, parents.Length - 1).Where(child => parents[child] == index)];
        DialogForm form = Pick([DialogForm.Handle, DialogForm.Handle, DialogForm.Delegate, DialogForm.OneShot]);
        return new MemberPlan(index, parents[index], depths[index], children, Chance(0.7), form, Chance(0.7), Chance(0.5), Chance(0.7), MakeVisits(index, children, parents));
    }

    // A child connects to someone else below its parent, or to the parent itself.
    private Visit[] MakeVisits(int index, int[] children, int[] parents)
    {
        List<Visit> visits = [];
        foreach (int child in children)
        {
            int[] hosts = [.. Enumerable.Range(index, parents.Length - index).Where(host => host != child && IsWithin(host, index, parents))];
            if (hosts.Length > 0 && Chance(0.35))
            {
                visits.Add(new Visit(child, Pick(hosts)));
            }
        }

        return [.. visits];
    }

    private static bool IsWithin(int member, int top, int[] parents)
    {
        while (member > top)
        {
            member = parents[member];
        }

        return member == top;
    }

    private bool Chance(double probability) => _random.NextDouble() < probability;

    private T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];
}
