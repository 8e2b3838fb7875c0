namespace Tractor.Dispatch;

/// <summary>Flows for user code to run in.</summary>
internal static class Flows
{
    /// <summary>A flow without any asynchronous local: what a caller's flow holds is no business of an endpoint.</summary>
    public static ExecutionContext Clean { get; } = CaptureClean();

    // A new thread started unsafely has the default flow.
    private static ExecutionContext CaptureClean()
    {
        ExecutionContext? captured = null;
        Thread thread = new(() => captured = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return captured!;
    }
}
