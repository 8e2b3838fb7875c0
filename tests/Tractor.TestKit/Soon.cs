using NUnit.Framework;

namespace Tractor.TestKit;

/// <summary>Waits that end: with what was awaited, or with a failure.</summary>
public static class Soon
{
    /// <summary>For what has no bound of its own: long enough for a loaded machine, short enough to end a hang.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

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

    /// <summary>The error that a task ends with; fails if it ends without.</summary>
    public static async Task<Exception> ErrorAsync(this Task task)
    {
        Exception? error = await ErrorOfAsync(task.WithinAsync);
        return error is null or TimeoutException
            ? throw new AssertionException($"It ended without an error, or not at all. {error?.Message}")
            : error;
    }

    /// <summary>Polls until the condition holds.</summary>
    /// <exception cref="TimeoutException">It does not.</exception>
    public static async Task UntilAsync(Func<bool> condition)
    {
        if (!await HoldsAsync(Bound, condition))
        {
            throw new TimeoutException("What was waited for did not come.");
        }
    }

    /// <summary>The same for a condition that is asked for.</summary>
    /// <exception cref="TimeoutException">It does not hold in time.</exception>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Bound)
            {
                throw new TimeoutException("What was waited for did not come.");
            }

            await Task.Delay(2);
        }
    }

    /// <summary>For what announces itself by no event of ours, such as a state in /proc.</summary>
    public static async Task<bool> HoldsAsync(TimeSpan limit, Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > limit)
            {
                return condition();
            }

            await Task.Delay(2);
        }

        return true;
    }
}
