using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tractor.Generators.Parsing;

namespace Tractor.Generators.Rules;

/// <summary>An endpoint's class and all types around it are partial.</summary>
internal static class PartialRule
{
    public static IEnumerable<INamedTypeSymbol> Offenders(INamedTypeSymbol type) =>
        type.WithContainers().Where(container => !IsPartial(container));

    private static bool IsPartial(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
}
