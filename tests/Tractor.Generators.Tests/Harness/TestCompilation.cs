using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tractor.Generators.Tests.Harness;

/// <summary>Compilations as a user's project would make them.</summary>
internal static class TestCompilation
{
    public static readonly CSharpParseOptions Newest = Parse(LanguageVersion.Preview, DocumentationMode.Parse);

    public static readonly ImmutableArray<MetadataReference> References =
    [
        .. Net100.References.All,
        .. new[] { typeof(Portal), typeof(MemoryPack.MemoryPackSerializer), typeof(Nerdbank.Streams.Sequence<>), typeof(Microsoft.Extensions.Logging.ILoggerFactory) }
            .Select(type => MetadataReference.CreateFromFile(type.Assembly.Location)),
    ];

    /// <summary>The options of a project for .NET 10; MemoryPack's generator goes by the symbols.</summary>
    public static CSharpParseOptions Parse(LanguageVersion version, DocumentationMode documentation) => new(
        version,
        documentation,
        preprocessorSymbols: ["NET7_0_OR_GREATER", "NET8_0_OR_GREATER", "NET9_0_OR_GREATER", "NET10_0_OR_GREATER"]);

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
                // The sources are not tidy about what they import; the last two are about versions, and off in the SDK as well.
                new("CS8019", ReportDiagnostic.Suppress), new("CS8933", ReportDiagnostic.Suppress), new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]));
}
