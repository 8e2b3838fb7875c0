using System.Collections.Concurrent;
using System.ComponentModel;

namespace Tractor.CompilerServices;

/// <summary>
/// Where generated module initializers register what an assembly offers, so that a child process finds by name the
/// tables that its parent allowed.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class EndpointRegistry
{
    private static readonly ConcurrentDictionary<string, Func<EndpointTable>> Tables = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, Func<ActorStartupContext, ValueTask>> StartupHooks = new(StringComparer.Ordinal);

    /// <summary>Registers the table of one class.</summary>
    /// <param name="assemblyName">The simple name of the assembly.</param>
    /// <param name="typeName">The class's full name.</param>
    /// <param name="table">Gives the table.</param>
    public static void Register(string assemblyName, string typeName, Func<EndpointTable> table) =>
        Tables[$"{assemblyName}/{typeName}"] = table;

    /// <summary>Registers the methods marked with <see cref="ActorStartupAttribute"/> of one assembly.</summary>
    /// <param name="assemblyName">The simple name of the assembly.</param>
    /// <param name="startup">Calls them in the order of their names.</param>
    public static void RegisterStartup(string assemblyName, Func<ActorStartupContext, ValueTask> startup) =>
        StartupHooks[assemblyName] = startup;

    internal static IReadOnlyCollection<string> AssembliesWithStartup => (IReadOnlyCollection<string>)StartupHooks.Keys;

    internal static EndpointTable? Find(string key) => Tables.TryGetValue(key, out Func<EndpointTable>? table) ? table() : null;

    internal static Func<ActorStartupContext, ValueTask>? FindStartup(string assemblyName) =>
        StartupHooks.GetValueOrDefault(assemblyName);
}
