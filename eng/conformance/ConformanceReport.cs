namespace Tractor.Conformance;

/// <summary>Counts rows.</summary>
public sealed class ConformanceReport(IReadOnlyList<Row> rows, IReadOnlyList<CarriedRow> carried)
{
    private readonly HashSet<string> _carried = [.. carried.Select(test => test.Row)];

    /// <summary>Whether a core row that is due has no test.</summary>
    public bool MissesCore => Due("core").Any(row => !IsCovered(row));

    /// <summary>A few lines an area, and the sums.</summary>
    public IEnumerable<string> Lines() =>
    [
        .. rows.GroupBy(row => row.Area).SelectMany(Area),
        $"{Sum("core")} {Sum("full")}",
    ];

    private IEnumerable<string> Area(IGrouping<string, Row> area)
    {
        Row[] covered = [.. area.Where(row => row.IsDue && IsCovered(row))];
        Row[] missing = [.. area.Where(row => row.IsDue && !IsCovered(row))];
        yield return $"{area.Key}: {covered.Length} covered, {area.Count(row => row.DoesNotApply)} not applicable, {area.Count(row => row.IsLater)} later, {missing.Length} missing";
        foreach (Row row in area.Where(row => !row.IsDue))
        {
            yield return $"  {row.Id} ({row.Priority}) {row.Standing}";
        }

        foreach (Row row in missing)
        {
            yield return $"  {row.Id} ({row.Priority}) missing";
        }
    }

    private string Sum(string priority) => $"{priority} {Due(priority).Count(IsCovered)}/{Due(priority).Count()}";

    private bool IsCovered(Row row) => _carried.Contains(row.Id);

    private IEnumerable<Row> Due(string priority) => rows.Where(row => row.IsDue && row.Priority == priority);
}
