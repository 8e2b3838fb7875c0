using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tractor.Generators.Diagnostics;
using Tractor.Generators.Parsing;
using Tractor.Generators.Rules;

namespace Tractor.Generators.Analyzers;

/// <summary>TRC0005: pass an endpoint's arguments by value.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ByReferenceParameterAnalyzer() : EndpointAnalyzer(Descriptors.ByReferenceParameter)
{
    private protected override void Analyze(SymbolAnalysisContext context, EndpointSignature signature)
    {
        foreach (IParameterSymbol parameter in ByReferenceRule.Offenders(signature.Method))
        {
            Report(context, parameter, parameter.Name, signature.Method.Name);
        }
    }
}
