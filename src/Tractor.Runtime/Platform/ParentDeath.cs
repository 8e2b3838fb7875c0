using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>Asks the kernel for a signal at the parent's death.</summary>
[SupportedOSPlatform("linux")]
internal static class ParentDeath
{
    /// <summary>
    /// Lets a stopped process run again when its parent dies, so that its lifeline can end it. False when the
    /// parent is another than expected: it has died already.
    /// </summary>
    /// <remarks>
    /// The kernel sends the signal when the parent's thread that spawned us ends, which says nothing of the parent:
    /// hence SIGCONT, harmless to who runs, and no signal that kills. The request ends with the thread that makes
    /// it: call this from the main thread.
    /// </remarks>
    public static bool WakeOnParentDeath(int expectedParentPid)
    {
        _ = NativeProcesses.Control(NativeProcesses.SetParentDeathSignal, SignalNumbers.Continue, 0, 0, 0);

        // After the request, not before: a parent that died in between would have sent nothing.
        return NativeProcesses.GetParentId() == expectedParentPid;
    }
}
