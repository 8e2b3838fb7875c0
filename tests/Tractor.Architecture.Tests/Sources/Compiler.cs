using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tractor.Architecture.Tests.Sources;

/// <summary>Compiles texts against what these tests themselves run on.</summary>
internal static class Compiler
{
    // Preview: the version of the compiler that is referenced had C# 14 as such.
    public static CSharpParseOptions Options { get; } = new(LanguageVersion.Preview, DocumentationMode.None);

    private static readonly string[] ImplicitUsings =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
    ];

    /// <summary>The usings that the SDK gives every project.</summary>
    public static SyntaxTree GlobalUsings { get; } = Parse(
        string.Concat(ImplicitUsings.Select(name => $"global using {name};")), "GlobalUsings.cs");

    public static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, Options, path);

    /// <summary>The assemblies of this program, but those named.</summary>
    public static IReadOnlyList<MetadataReference> References(params string[] without) =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !without.Contains(Path.GetFileNameWithoutExtension(path)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];
}
