using Tractor.Platform;

namespace Tractor.Spawning;

/// <summary>The last acts of a process that is to go now, in whatever state its actor is.</summary>
internal static class ForcedEnd
{
    /// <summary>Kills the children, and removes the socket files of theirs and ours.</summary>
    public static void LeaveNothing()
    {
        LiveChildren.KillAll();
        new RuntimeDirectory().RemoveOf(Environment.ProcessId);
    }
}
