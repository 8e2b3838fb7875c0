using System.Globalization;
using System.Text.RegularExpressions;

namespace Tractor.Chaos.Members;

/// <summary>One of the failures that a root's error consists of: its first line, and whom it names, by name or by where he listens.</summary>
internal sealed partial record Failure(string Text, IReadOnlyList<int> Members, IReadOnlyList<string> Addresses)
{
    /// <param name="texts">What it and its causes say. Their first lines count: what follows may be the last words of anybody.</param>
    public static Failure Of(IReadOnlyList<string> texts)
    {
        string[] lines = [.. texts.Select(static text => text.Split('\n', 2)[0])];
        return new Failure(
            lines[0],
            [.. lines.SelectMany(line => Number().Matches(line)).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).Distinct().Order()],
            [.. lines.SelectMany(line => Address().Matches(line)).Select(match => match.Value).Distinct()]);
    }

    [GeneratedRegex(@"\bn(\d+)\b")]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(tcp:127\.0\.0\.1:\d+|uds:\S+?\.sock)\b")]
    private static partial Regex Address();
}
