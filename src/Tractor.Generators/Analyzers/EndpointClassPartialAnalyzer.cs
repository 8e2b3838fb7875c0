using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tractor.Generators.Diagnostics;
using Tractor.Generators.Parsing;
using Tractor.Generators.Rules;

namespace Tractor.Generators.Analyzers;

/// <summary>TRC0001: make the class of an endpoint partial.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EndpointClassPartialAnalyzer() : EndpointClassAnalyzer(Descriptors.EndpointClassPartial)
{
    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        string names = string.Join(", ", PartialRule.Offenders(type).Select(offender => offender.Name));
        if (names.Length > 0)
        {
            Report(context, type, type.Name, names);
        }
    }
}
