using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tractor.Generators.Diagnostics;
using Tractor.Generators.Parsing;
using Tractor.Generators.Rules;

namespace Tractor.Generators.Analyzers;

/// <summary>TRC0010: make an endpoint's payload visible to its proxy.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PayloadVisibilityAnalyzer() : EndpointAnalyzer(Descriptors.PayloadVisibility)
{
    private protected override void Analyze(SymbolAnalysisContext context, EndpointSignature signature)
    {
        foreach ((ITypeSymbol type, ISymbol site) in PayloadVisibilityRule.Offenders(signature))
        {
            Report(context, site, type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), signature.Method.Name);
        }
    }
}
