namespace Tractor.Chaos.Driving;

/// <summary>What was wrong with one seed: nothing, as a rule. The end is the time from what ended the tree to its end.</summary>
internal sealed record SeedResult(int Seed, TimeSpan Took, TimeSpan End, IReadOnlyList<string> Hangs, IReadOnlyList<string> Leftovers, IReadOnlyList<string> Unexplained, string Story)
{
    public bool IsClean => Hangs.Count + Leftovers.Count + Unexplained.Count == 0;
}
