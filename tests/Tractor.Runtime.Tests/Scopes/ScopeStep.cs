namespace Tractor.Runtime.Tests.Scopes;

/// <summary>One step of a random history: what is done to which scope.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Scope">Which of the scopes there are, counted around.</param>
/// <param name="Detail">Which error is reported, or whether the new scope has a shield.</param>
public sealed record ScopeStep(ScopeStepKind Kind, int Scope, int Detail);

public enum ScopeStepKind
{
    Open,
    Cancel,
    Report,
    Close,
}
