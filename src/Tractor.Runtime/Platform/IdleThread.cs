namespace Tractor.Platform;

/// <summary>
/// A thread that has nothing else to do may wait for bytes by blocking: a child's main thread, until it knows what to be.
/// So a new process wakes no other thread, and needs no pool, before it has something to run.
/// </summary>
internal static class IdleThread
{
    [ThreadStatic]
    private static bool _mayBlock;

    [ThreadStatic]
    private static Action? _look;

    /// <summary>Whether the calling thread may.</summary>
    public static bool MayBlock => _mayBlock;

    /// <summary>Called now and then while the calling thread waits by blocking.</summary>
    public static Action? Look
    {
        get => _look;
        set => _look = value;
    }

    /// <summary>From now on the calling thread may.</summary>
    public static void Begin() => _mayBlock = true;

    /// <summary>It has something to do.</summary>
    public static void End()
    {
        _mayBlock = false;
        _look = null;
    }
}
