using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Tractor.Generators.Diagnostics;

namespace Tractor.Generators.CodeFixes;

/// <summary>Makes an endpoint static; what it used of its object is left for the compiler to tell.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeStaticCodeFix))]
[Shared]
public sealed class MakeStaticCodeFix : CodeFixProvider
{
    private const string Title = "Make static";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Descriptors.StaticEndpoint.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method || !CanBeStatic(method))
        {
            return;
        }

        CodeAction action = CodeAction.Create(
            Title,
            _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(method, MakeStatic(context.Document, method)))),
            equivalenceKey: Title);
        context.RegisterCodeFix(action, context.Diagnostics);
    }

    /// <summary>A method that overrides or is overridden has a place in a hierarchy of objects.</summary>
    private static bool CanBeStatic(MethodDeclarationSyntax method) =>
        !method.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.AbstractKeyword or SyntaxKind.VirtualKeyword or SyntaxKind.OverrideKeyword);

    private static SyntaxNode MakeStatic(Document document, MethodDeclarationSyntax method)
    {
        SyntaxGenerator generator = SyntaxGenerator.GetGenerator(document);
        return generator.WithModifiers(method, generator.GetModifiers(method).WithIsStatic(true));
    }
}
