using System.Globalization;

namespace Benchmarks.Driver;

/// <summary>The comparison as text.</summary>
internal static class Table
{
    public static void Write(IReadOnlyList<FigureReport> reports, TextWriter to)
    {
        string[][] rows = [["figure", "unit", "Tractor", "raw", "best peer", "", "to raw", "to best peer"], .. reports.Select(Row)];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            to.WriteLine(string.Join("  ", row.Select((text, column) => column is 2 or 3 or 4 or 6 or 7
                ? text.PadLeft(widths[column])
                : text.PadRight(widths[column]))).TrimEnd());
        }

        foreach (FigureReport report in reports.Where(report => report.Tractor is null))
        {
            to.WriteLine($"{report.Figure.Name}: {report.Reasons.GetValueOrDefault(Contender.Tractor, "no value")}");
        }
    }

    private static string[] Row(FigureReport report) =>
    [
        report.Figure.Name,
        report.Figure.Unit,
        Text(report.Tractor),
        Text(report.Raw),
        Text(report.BestPeer?.Value),
        report.BestPeer?.Key ?? "",
        Ratio(report.RatioToRaw),
        Ratio(report.RatioToBestPeer),
    ];

    private static string Text(double? value) => value switch
    {
        null => "-",
        >= 1000 => value.Value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.Value.ToString("F1", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("F3", CultureInfo.InvariantCulture),
    };

    private static string Ratio(double? value) => value?.ToString("F2", CultureInfo.InvariantCulture) ?? "-";
}
