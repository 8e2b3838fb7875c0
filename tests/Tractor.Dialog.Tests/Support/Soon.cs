namespace Tractor.DialogTests;

/// <summary>Bounds of waits: long enough for a loaded machine, short enough to end a hang.</summary>
internal static class Soon
{
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    public static Task WithinAsync(this Task task) => task.WaitAsync(Bound);

    public static Task<T> WithinAsync<T>(this Task<T> task) => task.WaitAsync(Bound);

    public static async Task<T> WithinAsync<T>(this ValueTask<T> task) => await task.AsTask().WaitAsync(Bound);

    /// <summary>Ends when the token fires.</summary>
    public static async Task FiresAsync(this CancellationToken token)
    {
        TaskCompletionSource fired = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = token.UnsafeRegister(_ => fired.TrySetResult(), null);
        await fired.Task.WithinAsync();
    }

    /// <summary>Polls until the condition holds.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        using CancellationTokenSource bound = new(Bound);
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), bound.Token);
        }
    }

    /// <summary>What <paramref name="task"/> throws; null if nothing.</summary>
    public static async Task<Exception?> ErrorOfAsync(Func<Task> task)
    {
        try
        {
            await task();
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }
}
