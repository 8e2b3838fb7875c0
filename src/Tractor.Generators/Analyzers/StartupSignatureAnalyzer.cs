using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tractor.Generators.Diagnostics;
using Tractor.Generators.Parsing;
using Tractor.Generators.Rules;

namespace Tractor.Generators.Analyzers;

/// <summary>TRC0014: make a start-up method callable.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StartupSignatureAnalyzer() : SingleRuleAnalyzer(Descriptors.StartupSignature)
{
    private protected override void Register(AnalysisContext context) => context.RegisterSymbolAction(
        symbolContext =>
        {
            IMethodSymbol method = (IMethodSymbol)symbolContext.Symbol;
            if (method.HasAttribute(WellKnown.ActorStartupAttribute) && StartupRule.IsBroken(method))
            {
                Report(symbolContext, method, method.Name);
            }
        },
        SymbolKind.Method);
}
