namespace Tractor.Chaos.Plans;

/// <summary>One actor of the tree; number 0 is the root.</summary>
internal sealed record MemberPlan(
    int Index, int Parent, int Depth, int[] Children, bool StartsTogether, DialogForm Form, bool Talks, bool Counts, bool Calls, Visit[] Visits)
{
    public string Name => $"n{Index}";

    public override string ToString() =>
        $"{Name} below n{Parent}, {Form}{(Talks ? ", talks" : "")}{(Counts ? ", counts" : "")}{(Calls ? ", calls" : "")}"
        + (Children.Length > 0 ? $"; starts {string.Join(' ', Children.Select(child => $"n{child}"))} {(StartsTogether ? "together" : "in turn")}" : "")
        + (Visits.Length > 0 ? $"; has {string.Join(", ", Visits.Select(visit => $"n{visit.Visitor} visit n{visit.Host}"))}" : "");
}
