using System.Globalization;

namespace Tractor.Chaos;

/// <summary>What the driver is told on its command line.</summary>
internal sealed record Arguments(int Seeds, int First, bool IsVerbose, bool ShowsPlans, TimeSpan Slack)
{
    public const string Usage =
        "Tractor.Chaos [--seeds N] [--first SEED] [--plan] [--verbose] [--slack SECONDS]\n"
        + "  --seeds    how many trees; 10 by default\n"
        + "  --first    the seed of the first; the next ones count up; 1 by default\n"
        + "  --plan     shows what the seeds decide and runs nothing\n"
        + "  --verbose  tells of clean seeds too\n"
        + "  --slack    what starting and ending processes may add to every bound, besides a tenth for each member; 2 by default";

    /// <exception cref="FormatException">They are none that it knows.</exception>
    public static Arguments Parse(string[] arguments)
    {
        Arguments result = new(10, 1, false, false, TimeSpan.FromSeconds(2));
        Queue<string> rest = new(arguments);
        while (rest.TryDequeue(out string? option))
        {
            result = option switch
            {
                "--seeds" => result with { Seeds = Number(rest) },
                "--first" => result with { First = Number(rest) },
                "--slack" => result with { Slack = TimeSpan.FromSeconds(Number(rest)) },
                "--plan" => result with { ShowsPlans = true },
                "--verbose" => result with { IsVerbose = true },
                _ => throw new FormatException($"'{option}' is unknown."),
            };
        }

        return result;
    }

    private static int Number(Queue<string> rest) =>
        rest.TryDequeue(out string? text) && int.TryParse(text, CultureInfo.InvariantCulture, out int number) && number >= 0
            ? number
            : throw new FormatException($"A number is missing, or '{text}' is none.");
}
