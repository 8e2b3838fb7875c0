namespace Benchmarks.Driver;

/// <summary>One line of a comparison: a value of a work, and whether less is better.</summary>
internal sealed record Figure(string Name, string Unit, string Work, string Key, bool LessIsBetter = false)
{
    /// <summary>How much better the one is than the other: above 1 it is.</summary>
    public double Ratio(double one, double other) => LessIsBetter ? other / one : one / other;
}
