using System.Diagnostics;

namespace Benchmarks.Harness;

/// <summary>A histogram of durations: steps of 0.1 µs below a millisecond, of 0.1 ms above.</summary>
public sealed class Latencies
{
    private const int Steps = 10_000;

    private readonly long[] _fine = new long[Steps];
    private readonly long[] _coarse = new long[Steps * 10];
    private long _count;

    /// <summary>How many there are.</summary>
    public long Count => _count;

    /// <summary>Adds a duration, in ticks of <see cref="Stopwatch"/>.</summary>
    public void Add(long ticks)
    {
        long tenths = ticks * 10_000_000 / Stopwatch.Frequency;
        _count++;
        if (tenths < Steps)
        {
            _fine[tenths]++;
        }
        else
        {
            _coarse[Math.Min(tenths / 1000, _coarse.Length - 1)]++;
        }
    }

    /// <summary>The duration, in µs, that the given part of all does not exceed.</summary>
    public double Percentile(double part)
    {
        long left = (long)Math.Ceiling(_count * part);
        for (int i = 0; i < _fine.Length; i++)
        {
            if ((left -= _fine[i]) <= 0)
            {
                return (i + 0.5) / 10;
            }
        }

        for (int i = 0; i < _coarse.Length; i++)
        {
            if ((left -= _coarse[i]) <= 0)
            {
                return (i + 0.5) * 100;
            }
        }

        return double.NaN;
    }
}
