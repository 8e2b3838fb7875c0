using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tractor.Generators.Diagnostics;
using Tractor.Generators.Parsing;
using Tractor.Generators.Rules;

namespace Tractor.Generators.Analyzers;

/// <summary>TRC0015: choose between a stream and a dialog.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StreamContextAnalyzer() : EndpointAnalyzer(Descriptors.StreamContext)
{
    private protected override void Analyze(SymbolAnalysisContext context, EndpointSignature signature)
    {
        if (StreamContextRule.IsBroken(signature))
        {
            Report(context, signature.Method, signature.Method.Name);
        }
    }
}
