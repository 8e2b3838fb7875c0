using System.Diagnostics.CodeAnalysis;

/// <summary>What the runtime calls when the tests' assembly is run as a program with itself as its startup hook.</summary>
[SuppressMessage("Design", "CA1050", Justification = "The runtime looks for this type outside any namespace.")]
internal static class StartupHook
{
    public static void Initialize()
    {
        if (OperatingSystem.IsLinux())
        {
            Tractor.Tests.Platform.Probe.Run();
        }
    }
}
