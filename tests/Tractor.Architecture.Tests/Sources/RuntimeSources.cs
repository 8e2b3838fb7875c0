using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tractor.Architecture.Tests.Sources;

/// <summary>The sources of the runtime, and which folder uses which.</summary>
internal sealed class RuntimeSources
{
    public const string Folder = "src/Tractor.Runtime";

    private readonly CSharpCompilation _compilation;

    private RuntimeSources(CSharpCompilation compilation) => _compilation = compilation;

    public static RuntimeSources Load()
    {
        IEnumerable<SyntaxTree> trees = Repository.FilesIn(Folder, "*.cs").Select(file => Compiler.Parse(Repository.Read(file), file));
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Tractor.Runtime",
            trees.Append(Compiler.GlobalUsings),
            Compiler.References(without: ["Tractor.Runtime"]),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        return new RuntimeSources(compilation);
    }

    public IReadOnlyList<string> Folders => [.. _compilation.SyntaxTrees.Select(FolderOf).OfType<string>().Distinct()];

    /// <summary>Each use of one folder's type in another folder, once a file and type.</summary>
    public IReadOnlyList<FolderUse> Uses() =>
        [.. _compilation.SyntaxTrees.Where(tree => FolderOf(tree) is not null).SelectMany(UsesOf).Distinct()];

    /// <summary>Names that mean nothing to the compiler: with them, uses would go unseen.</summary>
    public IReadOnlyList<string> Unresolved() =>
    [
        .. _compilation.GetDiagnostics().Where(diagnostic => diagnostic.Id is "CS0246" or "CS0234" or "CS0103").Select(diagnostic => diagnostic.ToString()),
    ];

    /// <summary>The types of other assemblies that each file uses.</summary>
    public IEnumerable<(string File, string Type)> ForeignTypes() =>
        from tree in _compilation.SyntaxTrees
        let model = _compilation.GetSemanticModel(tree)
        from name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
        let type = TypeOf(model, name)
        where type is not null && type.DeclaringSyntaxReferences.IsEmpty
        select (tree.FilePath, type.ToDisplayString());

    private static ITypeSymbol? TypeOf(SemanticModel model, SimpleNameSyntax name)
    {
        ISymbol? symbol = model.GetSymbolInfo(name).Symbol;
        return (symbol as ITypeSymbol ?? symbol?.ContainingType)?.OriginalDefinition;
    }

    private static string? FolderOf(SyntaxTree tree)
    {
        string[] parts = tree.FilePath.Replace('\\', '/').Split('/');
        return parts.Length > 3 ? parts[2] : null;
    }

    private static string? FolderOf(ITypeSymbol type) =>
        type.DeclaringSyntaxReferences.Select(reference => FolderOf(reference.SyntaxTree)).FirstOrDefault();

    private IEnumerable<FolderUse> UsesOf(SyntaxTree tree)
    {
        SemanticModel model = _compilation.GetSemanticModel(tree);
        string folder = FolderOf(tree)!;
        foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            if (TypeOf(model, name) is { } type && FolderOf(type) is { } used && used != folder)
            {
                yield return new FolderUse(folder, used, type.Name, tree.FilePath);
            }
        }
    }
}
