using System.Diagnostics;

namespace Tractor.TestKit;

/// <summary>When a process died, on the monotonic clock, as seen from outside.</summary>
public static class DeathClock
{
    /// <summary>Watches from now on, on a thread of its own.</summary>
    /// <param name="pid">Whom.</param>
    /// <param name="isDead">What counts as its death; that of its first thread by default.</param>
    public static Task<TimeSpan> StartAsync(int pid, Func<int, bool>? isDead = null)
    {
        isDead ??= ProcessTree.IsGone;
        TaskCompletionSource<TimeSpan> died = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread thread = new(() =>
        {
            while (!isDead(pid))
            {
                Thread.Sleep(1);
            }

            died.SetResult(Stopwatch.GetElapsedTime(0));
        })
        {
            IsBackground = true,
        };
        thread.Start();
        return died.Task;
    }
}
