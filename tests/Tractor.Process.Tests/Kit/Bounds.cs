namespace Tractor.ProcessTests.Kit;

/// <summary>Waits that end: with what was awaited, or with a failure.</summary>
internal static class Bounds
{
    /// <summary>For what has no bound of its own; generous, since the machine may be busy.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static Task Bounded(this Task task) => task.WaitAsync(Limit);

    public static Task<T> Bounded<T>(this Task<T> task) => task.WaitAsync(Limit);

    /// <summary>The error that a task ends with; fails if it ends without.</summary>
    public static async Task<Exception> ErrorAsync(this Task task)
    {
        try
        {
            await task.Bounded();
        }
        catch (Exception error) when (error is not TimeoutException)
        {
            return error;
        }

        throw new AssertionException("It ended without an error.");
    }

    /// <summary>For what announces itself by no event of ours, such as a state in /proc.</summary>
    public static async Task<bool> WithinAsync(TimeSpan limit, Func<bool> condition)
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
