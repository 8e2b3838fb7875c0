using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tractor.Generators.Diagnostics;
using Tractor.Generators.Parsing;
using Tractor.Generators.Rules;

namespace Tractor.Generators.Analyzers;

/// <summary>TRC0002: make an endpoint static.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StaticEndpointAnalyzer() : EndpointAnalyzer(Descriptors.StaticEndpoint)
{
    private protected override void Analyze(SymbolAnalysisContext context, EndpointSignature signature)
    {
        if (StaticRule.IsBroken(signature.Method))
        {
            Report(context, signature.Method, signature.Method.Name);
        }
    }
}
