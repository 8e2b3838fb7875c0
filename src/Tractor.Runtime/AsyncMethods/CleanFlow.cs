namespace Tractor.AsyncMethods;

/// <summary>The flow without any asynchronous local: what a caller's flow holds is no business of an endpoint.</summary>
internal static class CleanFlow
{
    private static ExecutionContext? _value;

    public static ExecutionContext Value => Volatile.Read(ref _value) ?? CaptureOnNewThread();

    /// <summary>Takes it from the calling thread, which is new and was started unsafely, without the flow of who started it.</summary>
    public static void NoteOnNewThread()
    {
        if (Volatile.Read(ref _value) is null)
        {
            Volatile.Write(ref _value, ExecutionContext.Capture());
        }
    }

    private static ExecutionContext CaptureOnNewThread()
    {
        Thread thread = new(NoteOnNewThread);
        thread.UnsafeStart();
        thread.Join();
        return Volatile.Read(ref _value)!;
    }
}
