using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Tractor.Architecture.Tests.Sources;
using Tractor.Generators;

namespace Tractor.Architecture.Tests;

/// <summary>What the pages show is true: their programs compile, their links lead somewhere, the errors are all told of.</summary>
internal sealed partial class DocumentationTests
{
    // The pages of the diagnostics show what does not compile, too; the generator's tests hold them.
    private static readonly string[] Pages =
    [
        .. Repository.FilesIn(".", "*.md").Select(file => file.Replace('\\', '/'))
            .Where(file => !file.Contains("docs/diagnostics/", StringComparison.Ordinal) && !file.Contains("/AnalyzerReleases", StringComparison.Ordinal)),
    ];

    private static readonly IReadOnlyList<MetadataReference> References = Compiler.References(without: ["Tractor.Architecture.Tests"]);

    private static IEnumerable<TestCaseData> Programs =>
        from page in Pages
        from block in Blocks().Matches(Repository.Read(page)).Select((match, index) => (Text: Whole(match), Number: index + 1))
        select new TestCaseData(block.Text).SetArgDisplayNames(page, $"{block.Number}");

    [Test]
    public void The_README_shows_the_first_example() =>
        Assert.That(Blocks().Match(Repository.Read("README.md")).Groups[2].Value, Is.EqualTo(Repository.Read("examples/WeAreProcesses/Program.cs")));

    [TestCaseSource(nameof(Programs))]
    public void A_program_on_a_page_compiles(string program)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Page",
            [Compiler.Parse(program, "Page.cs"), Compiler.GlobalUsings],
            References,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new EndpointGenerator().AsSourceGenerator()], parseOptions: Compiler.Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);

        Findings.AreNone(generated.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), "mend the page");
    }

    [Test]
    public void Links_lead_to_files()
    {
        IEnumerable<string> broken =
            from page in Pages
            from Match link in Links().Matches(Repository.Read(page))
            let target = Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, link.Groups[1].Value)
            where !File.Exists(target) && !Directory.Exists(target)
            select $"{page}: {link.Groups[1].Value}";

        Findings.AreNone(broken, "mend the link");
    }

    [Test]
    public void Each_exception_has_its_row()
    {
        string page = Repository.Read("docs/errors.md");
        IEnumerable<string> missing = typeof(TractorException).Assembly.GetExportedTypes()
            .Where(type => type.IsAssignableTo(typeof(TractorException)) && !type.IsAbstract && !page.Contains($"| `{type.Name}` |", StringComparison.Ordinal))
            .Select(type => type.Name);

        Findings.AreNone(missing, "say in docs/errors.md when it is thrown, and what to do");
    }

    // A part of a program says in a comment before it within which frame it stands; see the folder Frames.
    private static string Whole(Match block)
    {
        string text = block.Groups[2].Value;
        return block.Groups[1].Success
            ? Repository.Read($"tests/Tractor.Architecture.Tests/Frames/{block.Groups[1].Value}.txt").Replace("/* here */", text, StringComparison.Ordinal)
            : text;
    }

    [GeneratedRegex("(?:<!-- within: (\\w+) -->\n)?```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"\]\((?!https?:|#)([^)#]+)")]
    private static partial Regex Links();
}
