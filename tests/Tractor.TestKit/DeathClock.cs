using System.Diagnostics;

namespace Tractor.TestKit;

/// <summary>When a process died, on the monotonic clock, as seen from outside.</summary>
public static class DeathClock
{
    /// <summary>Watches from now on, on a thread of its own.</summary>
    public static Task<TimeSpan> StartAsync(int pid)
    {
        TaskCompletionSource<TimeSpan> died = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread thread = new(() =>
        {
            while (!ProcessTree.IsGone(pid))
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
