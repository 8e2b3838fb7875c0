using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tractor.Generators.Diagnostics;
using Tractor.Generators.Parsing;
using Tractor.Generators.Rules;

namespace Tractor.Generators.Analyzers;

/// <summary>TRC0004: move an endpoint out of a generic or file-local type.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EndpointContainerAnalyzer() : EndpointClassAnalyzer(Descriptors.EndpointContainer)
{
    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        if (ContainingTypeRule.IsBroken(type))
        {
            Report(context, type, type.Name);
        }
    }
}
