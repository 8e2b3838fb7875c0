namespace Benchmarks.Harness;

/// <summary>The middle of several values.</summary>
public static class Median
{
    /// <summary>The middle one, or the mean of the two in the middle; NaN of none.</summary>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length == 0 ? double.NaN
            : sorted.Length % 2 == 1 ? sorted[middle]
            : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
