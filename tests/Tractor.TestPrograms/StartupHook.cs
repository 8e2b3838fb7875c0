using Tractor.TestPrograms;

/// <summary>Called by the runtime before the library's own hook, where a test names it in a child's environment.</summary>
internal static class StartupHook
{
    /// <summary>Holds this process at the step that it is told, from before the first instruction of the library on.</summary>
    public static void Initialize() => BootHold.Prepare();
}
