using Microsoft.Extensions.Logging;
using Tractor.Logging;
using Tractor.Spawning;

namespace Tractor.Supervision;

/// <summary>
/// Ends one child: asks it, waits, SIGTERM, waits, SIGKILL (section C). Children are ended at the same time, each on a
/// ladder of its own, and a child is told how long it has, so that a tree of any depth is bounded by one ladder.
/// </summary>
internal sealed class TeardownLadder(TimeProvider time, ILogger logger)
{
    /// <summary>Returns when the child's process is gone.</summary>
    public async Task EndAsync(ChildActor child, Cancellation cancellation)
    {
        child.NoteEnding(cancellation);
        if (!await AskAsync(child, cancellation).ConfigureAwait(false))
        {
            SupervisionLog.Terminating(logger, child.Id, child.Limits.CancelTimeout);
            child.Process.Terminate();
        }

        if (!await ExitsWithinAsync(child, child.Limits.KillTimeout).ConfigureAwait(false))
        {
            SupervisionLog.Killing(logger, child.Id, child.Limits.KillTimeout);
            child.Process.Kill();
            await child.Process.Exited.ConfigureAwait(false);
        }
    }

    // True when its tasks are over, or when it is on its way out without having answered.
    private async Task<bool> AskAsync(ChildActor child, Cancellation cancellation)
    {
        if (child.Limits.CancelTimeout == TimeSpan.Zero)
        {
            return false;
        }

        Task<bool> answer = child.Link.CancelPeerAsync(cancellation, child.Limits.CancelTimeout);
        try
        {
            await Task.WhenAny(answer, child.Process.Exited).WaitAsync(child.Limits.CancelTimeout, time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task<bool> ExitsWithinAsync(ChildActor child, TimeSpan limit)
    {
        try
        {
            await child.Process.Exited.WaitAsync(limit, time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
