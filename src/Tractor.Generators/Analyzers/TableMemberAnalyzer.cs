using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tractor.Generators.Diagnostics;
using Tractor.Generators.Parsing;
using Tractor.Generators.Rules;

namespace Tractor.Generators.Analyzers;

/// <summary>TRC0013: leave the name of the generated table free.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TableMemberAnalyzer() : EndpointClassAnalyzer(Descriptors.TableMember)
{
    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        if (TableMemberRule.FindTaken(type) is { } name)
        {
            Report(context, type, type.Name, name);
        }
    }
}
