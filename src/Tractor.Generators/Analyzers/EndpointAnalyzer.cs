using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tractor.Generators.Parsing;

namespace Tractor.Generators.Analyzers;

/// <summary>An analyzer that looks at each endpoint.</summary>
public abstract class EndpointAnalyzer : SingleRuleAnalyzer
{
    private protected EndpointAnalyzer(DiagnosticDescriptor descriptor)
        : base(descriptor)
    {
    }

    private protected sealed override void Register(AnalysisContext context) => context.RegisterSymbolAction(
        symbolContext =>
        {
            IMethodSymbol method = (IMethodSymbol)symbolContext.Symbol;
            if (method.IsEndpoint())
            {
                Analyze(symbolContext, EndpointSignature.Read(method));
            }
        },
        SymbolKind.Method);

    private protected abstract void Analyze(SymbolAnalysisContext context, EndpointSignature signature);
}
