using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tractor.Architecture.Tests.Sources;

/// <summary>The sources of the runtime, read once, and which folder uses which.</summary>
internal static class RuntimeSources
{
    public const string Folder = "src/Tractor.Runtime";

    private static readonly CSharpCompilation Compilation = CSharpCompilation.Create(
        "Tractor.Runtime",
        Repository.FilesIn(Folder, "*.cs").Select(file => Compiler.Parse(Repository.Read(file), file)).Append(Compiler.GlobalUsings),
        Compiler.References(without: ["Tractor.Runtime", "Tractor.Architecture.Tests"]),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));

    private static readonly Lazy<(SyntaxTree Tree, ITypeSymbol Type)[]> TypesUsed = new(() =>
        [.. Compilation.SyntaxTrees.SelectMany(tree => TypesIn(tree).Distinct(SymbolEqualityComparer.Default).Select(type => (tree, (ITypeSymbol)type!)))]);

    public static IReadOnlyList<string> Folders => [.. Compilation.SyntaxTrees.Select(FolderOf).OfType<string>().Distinct()];

    /// <summary>Each use of one folder's type in another folder, once a file and type.</summary>
    public static IReadOnlyList<FolderUse> Uses =>
    [
        .. from use in TypesUsed.Value
           let folder = FolderOf(use.Tree)
           let used = FolderOf(use.Type)
           where folder is not null && used is not null && used != folder
           select new FolderUse(folder, used, use.Type.Name, use.Tree.FilePath),
    ];

    /// <summary>The types of other assemblies that each file uses.</summary>
    public static IEnumerable<(string File, string Type)> ForeignTypes =>
        TypesUsed.Value.Where(use => use.Type.DeclaringSyntaxReferences.IsEmpty).Select(use => (use.Tree.FilePath, use.Type.ToDisplayString()));

    /// <summary>Names that mean nothing to the compiler: with them, uses would go unseen.</summary>
    public static IEnumerable<string> Unresolved() =>
        Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Id is "CS0246" or "CS0234" or "CS0103").Select(diagnostic => diagnostic.ToString());

    private static IEnumerable<ITypeSymbol> TypesIn(SyntaxTree tree)
    {
        SemanticModel model = Compilation.GetSemanticModel(tree);
        return tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
            .Select(name => model.GetSymbolInfo(name).Symbol)
            .Select(symbol => (symbol as ITypeSymbol ?? symbol?.ContainingType)?.OriginalDefinition)
            .OfType<ITypeSymbol>();
    }

    private static string? FolderOf(SyntaxTree tree)
    {
        string[] parts = tree.FilePath.Replace('\\', '/').Split('/');
        return parts.Length > 3 ? parts[2] : null;
    }

    private static string? FolderOf(ITypeSymbol type) =>
        type.DeclaringSyntaxReferences.Select(reference => FolderOf(reference.SyntaxTree)).FirstOrDefault();
}
