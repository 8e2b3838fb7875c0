using Microsoft.CodeAnalysis.CSharp;

namespace Tractor.Generators.Parsing;

internal static class Identifier
{
    /// <summary>The identifier as source text: with an <c>@</c> where it would be read as a keyword.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;
}
