using System.Diagnostics;
using Benchmarks.Harness;
using Tractor;

namespace Benchmarks.TractorTree;

/// <summary>
/// Three levels of three, 39 processes. <c>ready</c>: until all have started; <c>seen</c>: from the throw in a leaf
/// until the root's nursery knows; <c>gone</c>: from then until no process is left.
/// </summary>
internal static class FailingTree
{
    private const int Levels = 3;
    private const int Processes = 39;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<WorkResult> RunAsync()
    {
        long start = Stopwatch.GetTimestamp();
        long ready = 0;
        long seen = 0;
        int[] pids = [];
        Exception? failure = null;
        try
        {
            await ActorNursery.RunAsync(async nursery =>
            {
                (pids, ActorAddress leaf) = await Members.StartBelowAsync(nursery, Levels - 1);
                ready = Stopwatch.GetTimestamp();
                await FailAsync(leaf);
                await Task.Delay(Timeout.Infinite, nursery.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                seen = Stopwatch.GetTimestamp();
            });
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        // The error becomes text afterwards: its frames are looked up in the symbols of this process, which is still there.
        int left = await LeftAsync(pids);
        long gone = Stopwatch.GetTimestamp();
        string error = failure?.ToString() ?? "";
        return Judge(pids, left, error) ?? new WorkResult()
            .With("ready", Stopwatch.GetElapsedTime(start, ready).TotalMilliseconds)
            .With("seen", Stopwatch.GetElapsedTime(Moment.Find(error), seen).TotalMilliseconds)
            .With("gone", Stopwatch.GetElapsedTime(seen, gone).TotalMilliseconds);
    }

    private static WorkResult? Judge(int[] pids, int left, string error)
    {
        if (pids.Length != Processes)
        {
            return WorkResult.Failed($"{pids.Length} processes started of {Processes}: {error}");
        }

        return left > 0 ? WorkResult.Failed($"{left} processes were left after {Patience.TotalSeconds} s") : null;
    }

    // The error may come back to the caller before its reply does.
    private static async Task FailAsync(ActorAddress leaf)
    {
        try
        {
            Portal portal = await CurrentActor.ConnectAsync(leaf);
            await portal.FailAsync();
        }
        catch (Exception)
        {
            // The tree's own error tells.
        }
    }

    private static async Task<int> LeftAsync(int[] pids)
    {
        long begin = Stopwatch.GetTimestamp();
        int left;
        while ((left = pids.Count(ProcFiles.IsAlive)) > 0 && Stopwatch.GetElapsedTime(begin) < Patience)
        {
            await Task.Delay(1);
        }

        return left;
    }
}
