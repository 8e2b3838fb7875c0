namespace Tractor.Spawning;

/// <summary>The runtime's list of assemblies to call before <c>Main</c>; ours comes last, and goes when it was called.</summary>
internal static class StartupHooks
{
    public const string Variable = "DOTNET_STARTUP_HOOKS";

    private const string Ours = "Tractor.Runtime";

    public static string With(string? others) => string.IsNullOrEmpty(others) ? Ours : $"{others}{Path.PathSeparator}{Ours}";

    public static string? Without(string? all)
    {
        string? rest = null;
        foreach (string hook in (all ?? string.Empty).Split(Path.PathSeparator))
        {
            if (hook.Length > 0 && hook != Ours)
            {
                rest = rest is null ? hook : $"{rest}{Path.PathSeparator}{hook}";
            }
        }

        return rest;
    }
}
