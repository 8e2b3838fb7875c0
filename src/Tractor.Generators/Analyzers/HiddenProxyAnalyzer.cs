using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tractor.Generators.Diagnostics;
using Tractor.Generators.Parsing;
using Tractor.Generators.Rules;

namespace Tractor.Generators.Analyzers;

/// <summary>TRC0011: rename an endpoint whose proxy a member of Portal hides.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HiddenProxyAnalyzer() : EndpointAnalyzer(Descriptors.HiddenProxy)
{
    private protected override void Analyze(SymbolAnalysisContext context, EndpointSignature signature)
    {
        INamedTypeSymbol? portal = context.Compilation.GetTypeByMetadataName(WellKnown.Portal);
        if (portal is not null && HiddenProxyRule.IsBroken(signature, portal))
        {
            Report(context, signature.Method, signature.ProxyName, signature.Method.Name);
        }
    }
}
