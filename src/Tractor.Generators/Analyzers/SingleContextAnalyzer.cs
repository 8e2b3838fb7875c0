using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tractor.Generators.Diagnostics;
using Tractor.Generators.Parsing;
using Tractor.Generators.Rules;

namespace Tractor.Generators.Analyzers;

/// <summary>TRC0008: take one context in an endpoint.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SingleContextAnalyzer() : EndpointAnalyzer(Descriptors.SingleContext)
{
    private protected override void Analyze(SymbolAnalysisContext context, EndpointSignature signature)
    {
        if (SingleContextRule.IsBroken(signature))
        {
            Report(context, signature.Method, signature.Method.Name, signature.Contexts.Count);
        }
    }
}
