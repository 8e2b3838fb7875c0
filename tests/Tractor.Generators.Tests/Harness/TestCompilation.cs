using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tractor.Generators.Tests.Harness;

/// <summary>Compilations as a user's project would make them.</summary>
internal static class TestCompilation
{
    public static readonly CSharpParseOptions Newest = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    public static readonly ImmutableArray<MetadataReference> References =
    [
        .. Net100.References.All,
        .. new[] { typeof(Portal), typeof(MemoryPack.MemoryPackSerializer), typeof(Nerdbank.Streams.Sequence<>), typeof(Microsoft.Extensions.Logging.ILoggerFactory) }
            .Select(type => MetadataReference.CreateFromFile(type.Assembly.Location)),
    ];

    /// <summary>What the sources of tests need not repeat.</summary>
    public const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using MemoryPack;
        using Tractor;

        """;

    public static CSharpCompilation Create(params string[] sources) => Create("Sample", OutputKind.DynamicallyLinkedLibrary, Newest, sources);

    public static CSharpCompilation Create(string name, OutputKind kind, CSharpParseOptions parse, params string[] sources) => CSharpCompilation.Create(
        name,
        sources.Select((source, index) => CSharpSyntaxTree.ParseText(Usings + source, parse, $"Source{index}.cs")),
        References,
        new CSharpCompilationOptions(
            kind,
            nullableContextOptions: NullableContextOptions.Enable,
            generalDiagnosticOption: ReportDiagnostic.Error,
            warningLevel: 9999,
            specificDiagnosticOptions: [
                // The tests' own sources are neither documented nor tidy about what they import.
                new("CS8019", ReportDiagnostic.Suppress), new("CS8933", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]));
}
