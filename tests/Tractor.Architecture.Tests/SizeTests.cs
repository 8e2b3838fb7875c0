using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tractor.Architecture.Tests.Sources;

namespace Tractor.Architecture.Tests;

/// <summary>Types and methods stay small, a file holds one type, and what does not has its reason in docs/architecture.md.</summary>
internal sealed class SizeTests
{
    private const int TypeLines = 400;
    private const int MethodLines = 60;

    private static readonly SyntaxTree[] Trees =
        [.. Repository.FilesIn("src", "*.cs").Select(file => Compiler.Parse(Repository.Read(file), file))];

    private static readonly string Page = Repository.Read("docs/architecture.md");

    [Test]
    public void No_type_is_long_without_a_reason() =>
        Findings.AreNone(Long<BaseTypeDeclarationSyntax>(TypeLines, type => type.Identifier.Text), "divide it, or give the reason in docs/architecture.md");

    [Test]
    public void No_method_is_long_without_a_reason() =>
        Findings.AreNone(Long<BaseMethodDeclarationSyntax>(MethodLines, NameOf), "divide it, or give the reason in docs/architecture.md");

    [Test]
    public void A_file_holds_one_type_and_has_its_name()
    {
        IEnumerable<string> wrong =
            from tree in Trees
            let types = tree.GetRoot().DescendantNodes(node => node is not TypeDeclarationSyntax)
                .Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax).ToArray()
            where types.Length > 1 || types.OfType<BaseTypeDeclarationSyntax>().Any(type => !IsNamed(tree.FilePath, type.Identifier.Text))
            select tree.FilePath;

        Findings.AreNone(wrong, "one type a file, named as the type");
    }

    private static bool IsNamed(string file, string type)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        return name == type || name.StartsWith($"{type}{{", StringComparison.Ordinal);
    }

    private static string NameOf(BaseMethodDeclarationSyntax method) => method switch
    {
        MethodDeclarationSyntax named => $"{Owner(method)}.{named.Identifier.Text}",
        _ => $"{Owner(method)}..ctor",
    };

    private static string Owner(SyntaxNode node) => node.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.Text ?? "?";

    private static IEnumerable<string> Long<T>(int limit, Func<T, string> nameOf)
        where T : SyntaxNode =>
        from tree in Trees
        from node in tree.GetRoot().DescendantNodes().OfType<T>()
        let span = node.GetLocation().GetLineSpan()
        let lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1
        where lines > limit && !Page.Contains($"`{nameOf(node)}`", StringComparison.Ordinal)
        select $"{nameOf(node)} in {tree.FilePath}: {lines} lines";
}
