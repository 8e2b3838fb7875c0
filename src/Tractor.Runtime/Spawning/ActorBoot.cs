using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Tractor.Actors;
using Tractor.AsyncMethods;
using Tractor.CompilerServices;
using Tractor.Logging;
using Tractor.Wire;

namespace Tractor.Spawning;

/// <summary>Makes a child's actor of what its parent told it: start-up methods first, then the tables it serves.</summary>
internal static class ActorBoot
{
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public static async Task<Actor> CreateAsync(ActorId id, BootMessage boot, ActorTransport transport, TimeProvider time)
    {
        ActorStartupContext startup = new(id, boot.LogLevel);
        await RunStartupAsync(boot.StartupAssemblies, startup).Uncaptured();
        EndpointTable endpoints = EndpointTable.Empty;
        foreach (string key in boot.Tables)
        {
            endpoints += FindTable(key);
        }

        ActorSetup setup = new()
        {
            Id = id,
            Root = boot.Root,
            TreeSecret = boot.TreeSecret,
            Transport = transport,
            Endpoints = endpoints,
            Limits = boot.Limits,
            Spawning = boot.Spawning,
            LoggerFactory = startup.LoggerFactory ?? SilentLogger.Instance,
            LogLevel = boot.LogLevel,
            DebugMode = boot.DebugMode,
            Time = time,
        };
        return new Actor(setup, parentScope: null);
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private static async Task RunStartupAsync(string[] assemblies, ActorStartupContext startup)
    {
        // In the process of its parent there is nothing to set up.
        if (!ChildTakeover.IsChildProcess)
        {
            return;
        }

        foreach (string assembly in assemblies)
        {
            if (Find(assembly, EndpointRegistry.FindStartup, assembly) is { } run)
            {
                await run(startup).Uncaptured();
            }
        }
    }

    private static EndpointTable FindTable(string key) =>
        Find(key.Split('/')[0], EndpointRegistry.Find, key)
        ?? throw new InvalidOperationException($"This program has no table '{key}': its parent was built from other sources. Build both from the same.");

    // Natively compiled programs have registered everything; elsewhere an assembly registers itself once it is loaded.
    private static T? Find<T>(string assembly, Func<string, T?> find, string key)
        where T : class
    {
        if (find(key) is { } found)
        {
            return found;
        }

        Load(assembly);
        return find(key);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Assemblies of endpoints are referenced by generated code.")]
    private static void Load(string assembly) =>
        RuntimeHelpers.RunModuleConstructor(Assembly.Load(assembly).ManifestModule.ModuleHandle);
}
