using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tractor.Generators.Diagnostics;
using Tractor.Generators.Parsing;
using Tractor.Generators.Rules;

namespace Tractor.Generators.Analyzers;

/// <summary>TRC0017: give a remote error a constructor that takes its message.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RemoteErrorAnalyzer() : SingleRuleAnalyzer(Descriptors.RemoteError)
{
    private protected override void Register(AnalysisContext context) => context.RegisterSymbolAction(
        symbolContext =>
        {
            INamedTypeSymbol type = (INamedTypeSymbol)symbolContext.Symbol;
            if (type.HasAttribute(WellKnown.RemoteErrorAttribute) && RemoteErrorRule.IsBroken(type))
            {
                Report(symbolContext, type, type.Name);
            }
        },
        SymbolKind.NamedType);
}
