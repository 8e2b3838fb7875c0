using System.ComponentModel;

namespace Tractor.CompilerServices;

/// <summary>
/// Where generated module initializers register what an assembly offers, so that a child process finds by name the
/// tables that its parent allowed.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class EndpointRegistry
{
    // No concurrent collections: their assembly would be loaded at the start of each child.
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, Func<EndpointTable>> Tables = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, Func<ActorStartupContext, ValueTask>> StartupHooks = new(StringComparer.Ordinal);

    /// <summary>Registers the table of one class.</summary>
    /// <param name="assemblyName">The simple name of the assembly.</param>
    /// <param name="typeName">The class's full name.</param>
    /// <param name="table">Gives the table.</param>
    public static void Register(string assemblyName, string typeName, Func<EndpointTable> table)
    {
        lock (Gate)
        {
            Tables[$"{assemblyName}/{typeName}"] = table;
        }
    }

    /// <summary>Registers the methods marked with <see cref="ActorStartupAttribute"/> of one assembly.</summary>
    /// <param name="assemblyName">The simple name of the assembly.</param>
    /// <param name="startup">Calls them in the order of their names.</param>
    public static void RegisterStartup(string assemblyName, Func<ActorStartupContext, ValueTask> startup)
    {
        lock (Gate)
        {
            StartupHooks[assemblyName] = startup;
        }
    }

    internal static string[] AssembliesWithStartup
    {
        get
        {
            lock (Gate)
            {
                return [.. StartupHooks.Keys];
            }
        }
    }

    internal static EndpointTable? Find(string key)
    {
        Func<EndpointTable>? table;
        lock (Gate)
        {
            Tables.TryGetValue(key, out table);
        }

        return table?.Invoke();
    }

    internal static Func<ActorStartupContext, ValueTask>? FindStartup(string assemblyName)
    {
        lock (Gate)
        {
            return StartupHooks.TryGetValue(assemblyName, out Func<ActorStartupContext, ValueTask>? startup) ? startup : null;
        }
    }
}
