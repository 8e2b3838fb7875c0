using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tractor.Generators.Diagnostics;
using Tractor.Generators.Parsing;
using Tractor.Generators.Rules;

namespace Tractor.Generators.Analyzers;

/// <summary>TRC0012: give each endpoint a proxy of its own.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateProxyAnalyzer() : EndpointAnalyzer(Descriptors.DuplicateProxy)
{
    private protected override void Analyze(SymbolAnalysisContext context, EndpointSignature signature)
    {
        if (DuplicateProxyRule.FindOther(signature) is { } other)
        {
            Report(context, signature.Method, other.Name, signature.Method.Name, signature.ProxyName);
        }
    }
}
