using Tractor.Conformance;

// Arguments: the repository's directory, and --write to write the page's table of tests anew.
string repository = args[0];
string path = Path.Combine(repository, "docs", "conformance.md");
IReadOnlyList<CarriedRow> carried = TestSources.Read(repository);
ConformancePage page = new(File.ReadAllText(path));
if (args.Contains("--write"))
{
    File.WriteAllText(path, page.With(carried));
    page = new ConformancePage(File.ReadAllText(path));
}

ConformanceReport report = new(page.Rows, carried);
string[] faults = [.. page.Faults(carried)];
foreach (string fault in faults)
{
    Console.WriteLine($"wrong: {fault}");
}

foreach (string line in report.Lines())
{
    Console.WriteLine(line);
}

return report.MissesCore || faults.Length > 0 ? 1 : 0;
