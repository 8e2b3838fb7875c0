namespace Tractor.Generators.Parsing;

/// <summary>The names that are looked for.</summary>
internal static class WellKnown
{
    public const string TractorContextAttribute = "Tractor.TractorContextAttribute";
    public const string ActorStartupAttribute = "Tractor.ActorStartupAttribute";
    public const string RemoteErrorAttribute = "Tractor.RemoteErrorAttribute";
    public const string EndpointAssemblyAttribute = "Tractor.CompilerServices.EndpointAssemblyAttribute";
    public const string EndpointCalls = "Tractor.CompilerServices.EndpointCalls";
    public const string Portal = "Tractor.Portal";
    public const string Runtime = "Tractor.Runtime";
    public const string MemoryPackableAttribute = "MemoryPack.MemoryPackableAttribute";
    public const string Tool = "Tractor.Generators";
    public const string TableMember = "Endpoints";
    public const string HolderMember = "TractorEndpoints";
}
