using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Tractor.Generators.Tests.Harness;

namespace Tractor.Generators.Tests;

/// <summary>Each diagnostic has a page whose violation produces it and whose fix does not.</summary>
internal sealed partial class DiagnosticPageTests
{
    private static IEnumerable<string> Ids => AnalyzerRun.Descriptors.Select(descriptor => descriptor.Id).Order();

    [TestCaseSource(nameof(Ids))]
    public async Task Page_tells_the_truth(string id)
    {
        DiagnosticDescriptor descriptor = AnalyzerRun.Descriptors.Single(descriptor => descriptor.Id == id);
        Assert.That(descriptor.HelpLinkUri, Is.EqualTo($"https://github.com/tractor-dotnet/tractor/blob/main/docs/diagnostics/{id}.md"));
        string page = await File.ReadAllTextAsync(Path.Combine(GeneratorRun.Metadata("DiagnosticPages"), id + ".md"));
        Assert.That(page, Does.StartWith($"# {id}: {descriptor.Title}\n"));
        string[] blocks = [.. CodeBlocks().Matches(page).Select(match => match.Groups[1].Value)];
        Assert.That(blocks, Has.Length.EqualTo(2), "a violation and a fix");
        Assert.That(await AnalyzerRun.IdsAsync(blocks[0]), Is.Not.Empty.And.All.EqualTo(id), "violation");
        Assert.That(await AnalyzerRun.IdsAsync(blocks[1]), Is.Empty, "fix");
        Assert.That(GeneratorRun.Compile(TestCompilation.Create(blocks[1]), out _).Where(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error), Is.Empty, "the fix compiles");
    }

    [Test]
    public void Every_page_has_a_diagnostic()
    {
        IEnumerable<string> pages = Directory.EnumerateFiles(GeneratorRun.Metadata("DiagnosticPages"), "TRC*.md").Select(path => Path.GetFileNameWithoutExtension(path));
        Assert.That(pages, Is.EquivalentTo(Ids));
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlocks();
}
