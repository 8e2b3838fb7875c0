using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Tractor.Generators.Analyzers;

/// <summary>An analyzer of one rule.</summary>
public abstract class SingleRuleAnalyzer : DiagnosticAnalyzer
{
    private protected SingleRuleAnalyzer(DiagnosticDescriptor descriptor)
    {
        Descriptor = descriptor;
        SupportedDiagnostics = ImmutableArray.Create(descriptor);
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    private protected DiagnosticDescriptor Descriptor { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        Register(context);
    }

    private protected abstract void Register(AnalysisContext context);

    private protected void Report(SymbolAnalysisContext context, ISymbol site, params object[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(Descriptor, site.Locations[0], arguments));
}
