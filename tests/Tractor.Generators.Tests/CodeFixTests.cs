using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Tractor.Generators.CodeFixes;
using Tractor.Generators.Tests.Harness;

namespace Tractor.Generators.Tests;

internal sealed class CodeFixTests
{
    [TestCase("class W\n{\n    [TractorContext] static Task M() => null!;\n}", "partial class W\n{\n    [TractorContext] static Task M() => null!;\n}")]
    [TestCase("/// <summary>x</summary>\n[Obsolete]\ninternal static class W { [TractorContext] static Task M() => null!; }", "/// <summary>x</summary>\n[Obsolete]\ninternal static partial class W { [TractorContext] static Task M() => null!; }")]
    [TestCase("// first\npublic record struct O\n{\n    // second\n    class W { [TractorContext] static Task M() => null!; }\n}", "// first\npublic partial record struct O\n{\n    // second\n    partial class W { [TractorContext] static Task M() => null!; }\n}")]
    public async Task Makes_partial(string source, string expected) => Assert.That(await FixAsync(new AddPartialCodeFix(), source), Is.EqualTo(expected));

    [TestCase("partial class W\n{\n    // note\n    [TractorContext]\n    private async Task M() => await Task.Yield();\n}", "partial class W\n{\n    // note\n    [TractorContext]\n    private static async Task M() => await Task.Yield();\n}")]
    [TestCase("partial class W\n{\n    [TractorContext] Task M() => null!;\n}", "partial class W\n{\n    [TractorContext] static Task M() => null!;\n}")]
    public async Task Makes_static(string source, string expected) => Assert.That(await FixAsync(new MakeStaticCodeFix(), source), Is.EqualTo(expected));

    private static async Task<string> FixAsync(CodeFixProvider fix, string source)
    {
        using AdhocWorkspace workspace = new();
        Document document = workspace.AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Create(), "Sample", "Sample", LanguageNames.CSharp)
            .WithMetadataReferences(TestCompilation.References)
            .WithParseOptions(TestCompilation.Newest)
            .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)))
            .AddDocument("Source.cs", TestCompilation.Usings + source);
        ImmutableArray<Diagnostic> diagnostics = await AnalyzerRun.AnalyzeAsync((CSharpCompilation)(await document.Project.GetCompilationAsync())!);
        List<CodeAction> actions = [];
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostics.Single(), (action, _) => actions.Add(action), CancellationToken.None));
        ImmutableArray<CodeActionOperation> operations = await actions.Single().GetOperationsAsync(CancellationToken.None);
        Document changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
        return (await changed.GetTextAsync()).ToString()[TestCompilation.Usings.Length..];
    }
}
