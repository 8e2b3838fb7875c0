using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tractor.Generators.Diagnostics;
using Tractor.Generators.Parsing;
using Tractor.Generators.Rules;

namespace Tractor.Generators.Analyzers;

/// <summary>TRC0007: use a payload that can be written.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PayloadCodecAnalyzer() : EndpointAnalyzer(Descriptors.PayloadCodec)
{
    private protected override void Analyze(SymbolAnalysisContext context, EndpointSignature signature)
    {
        foreach ((ITypeSymbol type, ISymbol site) in PayloadCodecRule.Offenders(signature))
        {
            Report(context, site, Name(type), signature.Method.Name, Name(PayloadShapes.FindCulprit(type)));
        }
    }

    private static string Name(ITypeSymbol type)
    {
        return type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
    }
}
