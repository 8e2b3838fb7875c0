namespace Tractor.Runtime.Tests.Scopes;

/// <summary>Bounds for waits: long enough for a busy machine, and never waited for when all is well.</summary>
internal static class Soon
{
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    public static Task Ends(Task task) => task.WaitAsync(Bound);

    public static Task<T> Ends<T>(Task<T> task) => task.WaitAsync(Bound);

    /// <summary>What the task threw; null if nothing.</summary>
    public static async Task<Exception?> Error(Task task)
    {
        try
        {
            await Ends(task);
            return null;
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw;
        }
        catch (Exception error)
        {
            return error;
        }
    }

    /// <summary>Ends when the token has fired, as cancelled.</summary>
    public static Task Forever(CancellationToken token) => Task.Delay(Timeout.Infinite, token);

    public static TaskCompletionSource Gate() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static TaskCompletionSource<T> Gate<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static ActorId Actor(string name = "tester") => new(name, Guid.Empty, Environment.ProcessId);
}
