using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Tractor.Generators.Tests.Harness;

/// <summary>Runs generators over compilations.</summary>
internal static class GeneratorRun
{
    public static GeneratorDriver Driver(CSharpParseOptions? parse = null) => CSharpGeneratorDriver.Create(
        [new EndpointGenerator().AsSourceGenerator()],
        parseOptions: parse ?? TestCompilation.Newest,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static GeneratorDriver Run(params string[] sources) => Driver().RunGenerators(TestCompilation.Create(sources));

    public static ImmutableArray<GeneratedSourceResult> Sources(this GeneratorDriver driver) => driver.GetRunResult().Results.Single().GeneratedSources;

    public static string Text(this GeneratorDriver driver, string hintName) =>
        driver.Sources().Single(source => source.HintName == hintName).SourceText.ToString();

    /// <summary>Errors and warnings of a compilation with all that is generated for it, MemoryPack's part included.</summary>
    public static IReadOnlyList<Diagnostic> Compile(CSharpCompilation compilation, out Compilation output)
    {
        CSharpParseOptions parse = (CSharpParseOptions)compilation.SyntaxTrees.First().Options;
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new EndpointGenerator().AsSourceGenerator(), .. MemoryPackGenerators], parseOptions: parse);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out output, out ImmutableArray<Diagnostic> reported);
        return [.. reported.Concat(output.GetDiagnostics()).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
    }

    private static IEnumerable<ISourceGenerator> MemoryPackGenerators =>
        new AnalyzerFileReference(Metadata("MemoryPackGenerator"), new Loader()).GetGenerators(LanguageNames.CSharp);

    public static string Metadata(string key) =>
        typeof(GeneratorRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
