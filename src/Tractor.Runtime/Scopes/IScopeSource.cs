namespace Tractor.Scopes;

/// <summary>What a flow's current scope comes from: itself, or what makes one when it is first asked for.</summary>
internal interface IScopeSource
{
    Scope Scope { get; }
}
