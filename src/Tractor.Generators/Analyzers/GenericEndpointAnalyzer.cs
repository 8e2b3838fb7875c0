using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tractor.Generators.Diagnostics;
using Tractor.Generators.Parsing;
using Tractor.Generators.Rules;

namespace Tractor.Generators.Analyzers;

/// <summary>TRC0003: take the type parameters from an endpoint.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GenericEndpointAnalyzer() : EndpointAnalyzer(Descriptors.GenericEndpoint)
{
    private protected override void Analyze(SymbolAnalysisContext context, EndpointSignature signature)
    {
        if (GenericMethodRule.IsBroken(signature.Method))
        {
            Report(context, signature.Method, signature.Method.Name);
        }
    }
}
