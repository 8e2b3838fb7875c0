using System.Text.RegularExpressions;

namespace Tractor.Architecture.Tests.Sources;

/// <summary>The table of docs/architecture.md: which folder may use which.</summary>
internal sealed partial class FolderTable
{
    private const string All = "all of the above";

    private readonly List<(string Folder, string[] Allowed, bool IsAll)> _rows = [];

    private FolderTable()
    {
    }

    public IReadOnlyList<string> Folders => [.. _rows.Select(row => row.Folder)];

    public static FolderTable Read()
    {
        FolderTable table = new();
        foreach (Match match in Row().Matches(Repository.Read("docs/architecture.md")))
        {
            string allowed = match.Groups[2].Value.Trim();
            string[] names = allowed == All ? [.. table.Folders] : allowed.Split(", ", StringSplitOptions.RemoveEmptyEntries);
            table._rows.Add((match.Groups[1].Value, names, allowed == All));
        }

        return table;
    }

    public bool Allows(FolderUse use) => _rows.Any(row => row.Folder == use.Folder && row.Allowed.Contains(use.Used));

    /// <summary>The entries that name a folder.</summary>
    public IEnumerable<(string Folder, string Allowed)> Named() =>
        _rows.Where(row => !row.IsAll).SelectMany(row => row.Allowed.Select(allowed => (row.Folder, allowed)));

    /// <summary>What a row allows that no row above it is: an order without such an entry has no cycle.</summary>
    public IEnumerable<string> Upward()
    {
        HashSet<string> above = [];
        foreach ((string folder, string[] allowed, _) in _rows)
        {
            foreach (string name in allowed.Where(name => !above.Contains(name)))
            {
                yield return $"{folder} may use {name}, which is not above it";
            }

            above.Add(folder);
        }
    }

    [GeneratedRegex(@"^\| ([A-Z]\w+) \|[^|]*\|([^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
