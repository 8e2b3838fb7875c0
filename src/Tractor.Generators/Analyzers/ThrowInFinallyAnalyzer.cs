using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Tractor.Generators.Diagnostics;
using Tractor.Generators.Parsing;

namespace Tractor.Generators.Analyzers;

/// <summary>TRC0016: do not throw from a finally block under a scope.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ThrowInFinallyAnalyzer() : SingleRuleAnalyzer(Descriptors.ThrowInFinally)
{
    private protected override void Register(AnalysisContext context) =>
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.ThrowStatement, SyntaxKind.ThrowExpression);

    private void Analyze(SyntaxNodeAnalysisContext context)
    {
        if (IsInFinally(context.Node) && IsUnderScope(context))
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, context.Node.GetLocation()));
        }
    }

    /// <summary>Whether what is thrown here leaves a finally block.</summary>
    private static bool IsInFinally(SyntaxNode thrown)
    {
        SyntaxNode inner = thrown;
        foreach (SyntaxNode node in thrown.Ancestors())
        {
            switch (node)
            {
                case FinallyClauseSyntax:
                    return true;
                case TryStatementSyntax { Catches.Count: > 0 } guarded when guarded.Block == inner:
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax:
                    return false;
            }

            inner = node;
        }

        return false;
    }

    /// <summary>Whether it runs in an endpoint or in a delegate that the library is given.</summary>
    private static bool IsUnderScope(SyntaxNodeAnalysisContext context)
    {
        if (context.ContainingSymbol is IMethodSymbol method && method.IsEndpoint())
        {
            return true;
        }

        return context.Node.Ancestors().OfType<AnonymousFunctionExpressionSyntax>().Any(function =>
            function.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
            && context.SemanticModel.GetSymbolInfo(call, context.CancellationToken).Symbol is { } called
            && IsOurs(called));
    }

    private static bool IsOurs(ISymbol called) =>
        called.ContainingAssembly?.Name == WellKnown.Runtime || called.ContainingType?.IsOurGeneratedCode() == true;
}
