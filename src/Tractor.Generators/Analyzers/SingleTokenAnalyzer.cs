using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tractor.Generators.Diagnostics;
using Tractor.Generators.Parsing;
using Tractor.Generators.Rules;

namespace Tractor.Generators.Analyzers;

/// <summary>TRC0009: take one cancellation token in an endpoint.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SingleTokenAnalyzer() : EndpointAnalyzer(Descriptors.SingleToken)
{
    private protected override void Analyze(SymbolAnalysisContext context, EndpointSignature signature)
    {
        if (SingleTokenRule.IsBroken(signature))
        {
            Report(context, signature.Method, signature.Method.Name, signature.Tokens.Count);
        }
    }
}
