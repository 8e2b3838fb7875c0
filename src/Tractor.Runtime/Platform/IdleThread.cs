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

    [ThreadStatic]
    private static Action? _meanwhile;

    /// <summary>Whether the calling thread may.</summary>
    public static bool MayBlock => _mayBlock;

    /// <summary>Calls this now and then while the calling thread waits by blocking.</summary>
    public static void LookBy(Action look) => _look = look;

    /// <summary>From now on the calling thread may.</summary>
    /// <param name="meanwhile">What the thread does when it first has to wait; it may never have to.</param>
    public static void Begin(Action meanwhile)
    {
        _mayBlock = true;
        _meanwhile = meanwhile;
    }

    /// <summary>The calling thread is about to block: does what is to be done before.</summary>
    public static void BeforeBlocking()
    {
        Action? meanwhile = _meanwhile;
        _meanwhile = null;
        meanwhile?.Invoke();
        _look?.Invoke();
    }

    /// <summary>It has something to do.</summary>
    public static void End()
    {
        _mayBlock = false;
        _look = null;
        _meanwhile = null;
    }
}
