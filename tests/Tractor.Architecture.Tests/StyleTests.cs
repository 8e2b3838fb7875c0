using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tractor.Architecture.Tests.Sources;

namespace Tractor.Architecture.Tests;

/// <summary>The rules of style that no analyzer of the build holds.</summary>
internal sealed partial class StyleTests
{
    [Test]
    public void Private_fields_are_named_alike()
    {
        IEnumerable<string> wrong =
            from file in Repository.FilesIn("src", "*.cs")
            from field in Compiler.Parse(Repository.Read(file), file).GetRoot().DescendantNodes().OfType<FieldDeclarationSyntax>()
            where IsPrivate(field) && field.Parent is not StructDeclarationSyntax
            from variable in field.Declaration.Variables
            where !(IsConstant(field) ? Pascal() : Camel()).IsMatch(variable.Identifier.Text)
            select $"{variable.Identifier.Text} in {file}";

        Findings.AreNone(wrong, "name it _camelCase, or PascalCase if it never changes in the process");
    }

    [Test]
    public void Tests_that_run_beside_each_other_share_no_instance()
    {
        IEnumerable<string> wrong =
            from file in Repository.FilesIn("tests", "*.cs")
            from fixture in Compiler.Parse(Repository.Read(file), file).GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>()
            where HasAttribute(fixture, "Parallelizable", nameof(ParallelScope.Children), nameof(ParallelScope.All))
                && !HasAttribute(fixture, "FixtureLifeCycle", nameof(LifeCycle.InstancePerTestCase))
            select $"{fixture.Identifier.Text} in {file}";

        Findings.AreNone(wrong, "give each of its tests an instance: [FixtureLifeCycle(LifeCycle.InstancePerTestCase)]");
    }

    [Test]
    public void Text_files_end_with_one_newline_and_no_blanks()
    {
        string[] patterns = ["*.cs", "*.md", "*.csproj", "*.props", "*.targets", "*.sh"];
        IEnumerable<string> wrong =
            from pattern in patterns
            from file in Repository.FilesIn(".", pattern)
            let text = Repository.Read(file)
            where text.Length > 0 && !file.Contains(".verified.", StringComparison.Ordinal)
                && (text.Contains('\r') || text.Contains('\t') || Trailing().IsMatch(text) || !text.EndsWith('\n') || text.EndsWith("\n\n", StringComparison.Ordinal))
            select file;

        Findings.AreNone(wrong, "end it with one newline, and take out tabs and trailing blanks");
    }

    private static bool HasAttribute(TypeDeclarationSyntax type, string name, params string[] arguments) =>
        type.AttributeLists.SelectMany(list => list.Attributes)
            .Where(attribute => attribute.Name.ToString() == name && attribute.ArgumentList is not null)
            .SelectMany(attribute => attribute.ArgumentList!.DescendantTokens())
            .Any(token => arguments.Contains(token.Text));

    private static bool IsPrivate(FieldDeclarationSyntax field) => field.Modifiers.Any(SyntaxKind.PrivateKeyword);

    private static bool IsConstant(FieldDeclarationSyntax field) =>
        field.Modifiers.Any(SyntaxKind.ConstKeyword) || (field.Modifiers.Any(SyntaxKind.StaticKeyword) && field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword));

    [GeneratedRegex("^_[a-z][A-Za-z0-9]*$")]
    private static partial Regex Camel();

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*$")]
    private static partial Regex Pascal();

    [GeneratedRegex("[ ]+$", RegexOptions.Multiline)]
    private static partial Regex Trailing();
}
