using System.Globalization;
using Tractor.Fuzz.Targets;

namespace Tractor.Fuzz.Engine;

/// <summary>The command line.</summary>
internal sealed record FuzzOptions
{
    /// <summary>For all targets together.</summary>
    public int Seconds { get; init; } = 60;

    /// <summary>One target; all of them when null.</summary>
    public string? Target { get; init; }

    public int Seed { get; init; } = Environment.TickCount & int.MaxValue;

    /// <summary>Where inputs are read from; a worker adds what it finds to <see cref="Found"/>.</summary>
    public string Corpus { get; init; } = "Corpus";

    /// <summary>Where inputs that reached something new are written; nowhere when null.</summary>
    public string? Found { get; init; }

    /// <summary>Where inputs that broke something are written.</summary>
    public string Crashes { get; init; } = "crashes";

    public string? Replay { get; init; }

    public bool IsWorker { get; init; }

    public static bool TryParse(string[] arguments, out FuzzOptions options, out string problem)
    {
        options = new FuzzOptions();
        problem = string.Empty;
        for (int i = 0; i < arguments.Length && problem.Length == 0; i += 2)
        {
            string value = i + 1 < arguments.Length ? arguments[i + 1] : string.Empty;
            (options, problem) = Take(options, arguments[i], value);
        }

        return problem.Length == 0;
    }

    private static (FuzzOptions Options, string Problem) Take(FuzzOptions options, string name, string value) => (name, value) switch
    {
        (_, "") => (options, $"{name} needs a value."),
        ("--seconds", _) when TryRead(value, out int seconds) => (options with { Seconds = seconds }, string.Empty),
        ("--seed", _) when TryRead(value, out int seed) => (options with { Seed = seed }, string.Empty),
        ("--target", _) when FuzzTargets.Names.Contains(value) => (options with { Target = value }, string.Empty),
        ("--target", _) => (options, $"There is no target '{value}'; there are {string.Join(", ", FuzzTargets.Names)}."),
        ("--corpus", _) => (options with { Corpus = Path.GetFullPath(value) }, string.Empty),
        ("--found", _) => (options with { Found = Path.GetFullPath(value) }, string.Empty),
        ("--crashes", _) => (options with { Crashes = Path.GetFullPath(value) }, string.Empty),
        ("--replay", _) => (options with { Replay = Path.GetFullPath(value) }, string.Empty),
        ("--worker", _) => (options with { IsWorker = value == "yes" }, string.Empty),
        _ => (options, $"{name} {value} is not understood."),
    };

    private static bool TryRead(string value, out int number) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
