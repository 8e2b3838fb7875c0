using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tractor.Generators.Diagnostics;
using Tractor.Generators.Parsing;
using Tractor.Generators.Rules;

namespace Tractor.Generators.Analyzers;

/// <summary>TRC0006: return a task or an asynchronous sequence from an endpoint.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReturnTypeAnalyzer() : EndpointAnalyzer(Descriptors.ReturnType)
{
    private protected override void Analyze(SymbolAnalysisContext context, EndpointSignature signature)
    {
        ITypeSymbol type = signature.Method.ReturnType;
        if (type.TypeKind != TypeKind.Error && ReturnTypeRule.IsBroken(signature.Method))
        {
            Report(context, signature.Method, signature.Method.Name, type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        }
    }
}
