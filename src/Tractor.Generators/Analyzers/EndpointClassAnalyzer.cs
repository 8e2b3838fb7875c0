using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tractor.Generators.Parsing;

namespace Tractor.Generators.Analyzers;

/// <summary>An analyzer that looks at each type with endpoints.</summary>
public abstract class EndpointClassAnalyzer : SingleRuleAnalyzer
{
    private protected EndpointClassAnalyzer(DiagnosticDescriptor descriptor)
        : base(descriptor)
    {
    }

    private protected sealed override void Register(AnalysisContext context) => context.RegisterSymbolAction(
        symbolContext =>
        {
            INamedTypeSymbol type = (INamedTypeSymbol)symbolContext.Symbol;
            if (type.GetMembers().OfType<IMethodSymbol>().Any(method => method.IsEndpoint()))
            {
                Analyze(symbolContext, type);
            }
        },
        SymbolKind.NamedType);

    private protected abstract void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type);
}
