using Tractor.Spawning;

/// <summary>Called by the runtime before <c>Main</c>; the name and the missing namespace are its rule.</summary>
internal static class StartupHook
{
    /// <summary>Becomes a child if this process was started to be one.</summary>
    public static void Initialize() => ChildTakeover.Enter();
}
