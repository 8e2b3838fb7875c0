using Tractor.ProcessTests.Death;

/// <summary>What the runtime calls in a process whose environment says so: in a child, before it knows that it is one.</summary>
#pragma warning disable CA1050 // The runtime finds it by this name.
internal static class StartupHook
#pragma warning restore CA1050
{
    public static void Initialize()
    {
        Holders.StartIfAsked();
    }
}
