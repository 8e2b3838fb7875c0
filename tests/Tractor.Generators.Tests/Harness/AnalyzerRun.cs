using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Tractor.Generators.Analyzers;

namespace Tractor.Generators.Tests.Harness;

/// <summary>Runs all our analyzers over a user's sources and what is generated for them.</summary>
internal static class AnalyzerRun
{
    /// <summary>A portal with a member that a proxy could have the name of.</summary>
    private const string Portal = "namespace Tractor { public sealed class Portal { public System.Threading.Tasks.Task CancelActorAsync() => throw null!; } }";

    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(SingleRuleAnalyzer).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    public static IEnumerable<DiagnosticDescriptor> Descriptors => Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics);

    public static Task<ImmutableArray<Diagnostic>> AnalyzeAsync(string source) => AnalyzeAsync(TestCompilation.Create(source, Portal));

    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(CSharpCompilation compilation)
    {
        compilation = compilation.WithOptions(compilation.Options.WithAllowUnsafe(true));
        GeneratorRun.Compile(compilation, out Compilation output);
        ImmutableArray<Diagnostic> diagnostics = await output.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync();
        Assert.That(diagnostics.Where(diagnostic => diagnostic.Id == "AD0001"), Is.Empty, "no analyzer throws");
        return diagnostics;
    }

    /// <summary>The ids in the order of the source.</summary>
    public static async Task<string[]> IdsAsync(string source) =>
        [.. (await AnalyzeAsync(source)).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id).Select(diagnostic => diagnostic.Id)];
}
