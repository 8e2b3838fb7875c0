using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tractor.Conformance;

/// <summary>docs/conformance.md: the rows, and the table of their tests that is written from the sources.</summary>
public sealed partial class ConformancePage
{
    private const string Begin = "<!-- tests: written by eng/conformance.sh --write -->\n";
    private const string End = "<!-- end of tests -->\n";

    private readonly string _text;

    public ConformancePage(string text)
    {
        _text = text;
        Rows = [.. Line().Matches(text[..text.IndexOf(Begin, StringComparison.Ordinal)]).Select(match =>
            new Row(match.Groups["id"].Value, match.Groups["priority"].Value, match.Groups["standing"].Value.Trim()))];
    }

    public IReadOnlyList<Row> Rows { get; }

    /// <summary>The page with the table as the tests have it.</summary>
    public string With(IReadOnlyList<CarriedRow> carried)
    {
        StringBuilder table = new("| row | tests |\n|---|---|\n");
        ILookup<string, CarriedRow> byRow = carried.ToLookup(test => test.Row);
        foreach (Row row in Rows.Where(row => byRow[row.Id].Any()))
        {
            string tests = string.Join("<br>", byRow[row.Id].Select(Show).Distinct().Order(StringComparer.Ordinal));
            table.Append(CultureInfo.InvariantCulture, $"| {row.Id} | {tests} |\n");
        }

        int begin = _text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        return string.Concat(_text.AsSpan(0, begin), "\n", table.ToString(), string.Concat("\n", _text.AsSpan(_text.IndexOf(End, StringComparison.Ordinal))));
    }

    /// <summary>What is wrong with the page as such: a standing without a reason, a row twice, a test of no row.</summary>
    public IEnumerable<string> Faults(IReadOnlyList<CarriedRow> carried)
    {
        HashSet<string> known = [.. Rows.Select(row => row.Id)];
        IEnumerable<string> twice = Rows.GroupBy(row => row.Id).Where(group => group.Count() > 1).Select(group => $"row {group.Key} is there twice");
        IEnumerable<string> unclear = Rows.Where(row => !row.IsDue && !row.DoesNotApply && !row.IsLater).Select(row => $"row {row.Id} has the standing '{row.Standing}', which is neither 'n/a: reason' nor 'later: reason'");
        IEnumerable<string> unknown = carried.Where(test => !known.Contains(test.Row)).Select(test => $"{test.Test} carries the row '{test.Row}', which is not in the table");
        IEnumerable<string> stale = With(carried) == _text ? [] : ["the table of tests is not what the tests carry: run eng/conformance.sh --write"];
        return [.. twice, .. unclear, .. unknown, .. stale];
    }

    private static string Show(CarriedRow test) =>
        test.Kinds.Count == 0 ? $"`{test.Test}`" : $"`{test.Test}` ({string.Join(", ", test.Kinds.Distinct())})";

    [GeneratedRegex(@"^\| (?<id>[A-Z]{3}-\d\d) \| (?<priority>core|full|nice) \| [^|]* \|(?<standing>[^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
