using System.Runtime.Versioning;
using Tractor.Platform;

namespace Tractor.Spawning;

/// <summary>
/// What is left below a child that did not end in order. Its lifelines end it; who waits here is sure that they did, and
/// sees to those that could not: an orphan that is stopped has nobody else to wake it.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class Orphans
{
    // Nothing can be done about a process that the kernel does not let go of.
    private static readonly TimeSpan AfterKill = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Returns when no process below the actor lives any more, at any depth. Those that take longer than
    /// <paramref name="patience"/> are killed. What nobody is left to remove of theirs is removed.
    /// </summary>
    public static async Task EndAsync(Guid actor, TimeSpan patience, TimeProvider time)
    {
        long start = time.GetTimestamp();

        // Again and again, since those that are found may have started others meanwhile.
        TimeSpan left = patience;
        while (left > -AfterKill && ProcessSearch.Find(ChildSpec.Variable, ChildSpec.Mark(actor), ChildTitle.Start) is { Count: > 0 } found)
        {
            try
            {
                await EndAsync(found, left > TimeSpan.Zero ? left : TimeSpan.Zero, time).ConfigureAwait(false);
            }
            finally
            {
                found.ForEach(static process => process.Dispose());
            }

            left = patience - time.GetElapsedTime(start);
        }

        new RuntimeDirectory().TrySweepStale();
    }

    private static async Task EndAsync(List<PidFd> found, TimeSpan patience, TimeProvider time)
    {
        found.ForEach(static process => process.Send(SignalNumbers.Continue));
        Task gone = Task.WhenAll(found.Select(static process => SocketPoller.Shared.WaitAsync(process, PollDescriptor.Readable, CancellationToken.None).AsTask()));
        try
        {
            await gone.WaitAsync(patience, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            found.ForEach(static process => process.Send(SignalNumbers.Kill));
            await Task.WhenAny(gone, Task.Delay(AfterKill, time)).ConfigureAwait(false);
        }
    }
}
