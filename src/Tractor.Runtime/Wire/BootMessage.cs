using MemoryPack;
using Microsoft.Extensions.Logging;

namespace Tractor.Wire;

/// <summary>What a new child is told by its parent.</summary>
/// <param name="TreeSecret">By which the actors of one tree know each other.</param>
/// <param name="Root">The root of the tree (RUN-08).</param>
/// <param name="Tables">The tables that it serves, as <c>assembly/type</c>.</param>
/// <param name="StartupAssemblies">The assemblies whose start-up methods it calls.</param>
/// <param name="Limits">Its limits.</param>
/// <param name="Spawning">How its own children come to life.</param>
/// <param name="Culture">The name of its culture.</param>
/// <param name="UserInterfaceCulture">The name of its culture for texts.</param>
/// <param name="LogLevel">The least level that it logs.</param>
[MemoryPackable]
internal sealed partial record BootMessage(
    Guid[] TreeSecret,
    ActorId Root,
    string[] Tables,
    string[] StartupAssemblies,
    ActorLimits Limits,
    ActorSpawning Spawning,
    string Culture,
    string UserInterfaceCulture,
    LogLevel LogLevel);
