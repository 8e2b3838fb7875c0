using System.Text.RegularExpressions;

namespace Tractor.Conformance;

/// <summary>Reads the tests' sources: what they carry is written right above them.</summary>
public static partial class TestSources
{
    public static IReadOnlyList<CarriedRow> Read(string repository)
    {
        string[] sources =
        [
            .. Directory.EnumerateFiles(Path.Combine(repository, "tests"), "*.cs", SearchOption.AllDirectories)
                .Where(path => !IsBuilt(path))
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllText),
        ];
        ILookup<string, string> kinds = sources
            .SelectMany(source => Subclass().Matches(source))
            .ToLookup(match => match.Groups["base"].Value, match => match.Groups["kind"].Value);
        return [.. sources.SelectMany(source => ReadOne(source, kinds))];
    }

    private static bool IsBuilt(string path) =>
        path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        || path.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    private static IEnumerable<CarriedRow> ReadOne(string source, ILookup<string, string> kinds)
    {
        foreach (Match property in Property().Matches(source))
        {
            string holder = Class().Matches(source).Last(match => match.Index < property.Index).Groups["name"].Value;
            Match method = Method().Match(source, property.Index);
            yield return new CarriedRow(property.Groups["row"].Value, $"{holder}.{method.Groups["name"].Value}", [.. kinds[holder]]);
        }
    }

    [GeneratedRegex("""Property\("Row", "(?<row>[^"]*)"\)""")]
    private static partial Regex Property();

    [GeneratedRegex(@"^(?:public |internal |abstract |sealed |static |partial )*class (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Class();

    [GeneratedRegex(@"^\s+public (?:static |async |override )*[\w<>\[\]?]+ (?<name>\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Method();

    [GeneratedRegex(@"class \w+\(\) : (?<base>\w+)\(TreeKind\.(?<kind>\w+)\)")]
    private static partial Regex Subclass();
}
