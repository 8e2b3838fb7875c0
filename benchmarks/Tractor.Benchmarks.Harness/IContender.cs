namespace Benchmarks.Harness;

/// <summary>The measuring end of one contender: it has its server process, and does works on request.</summary>
public interface IContender
{
    /// <summary>What it can do: name to the measurement, which runs for about the given time.</summary>
    IReadOnlyDictionary<string, Func<TimeSpan, Task<WorkResult>>> Works { get; }
}
