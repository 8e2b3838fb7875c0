using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Tractor.Actors;
using Tractor.AsyncMethods;
using Tractor.Logging;
using Tractor.Spawning;

namespace Tractor.Supervision;

/// <summary>
/// Ends one child: asks it, waits, SIGTERM, waits, SIGKILL (section C). Children are ended at the same time, each on a
/// ladder of its own, and a child is told how long it has, so that a tree of any depth is bounded by one ladder. While
/// somebody debugs here or below nobody gets a signal.
/// </summary>
internal sealed class TeardownLadder(Actor actor)
{
    private readonly ILogger _logger = actor.Logger;

    /// <summary>Returns when the child's process is gone. A child has one ladder, however often its end is asked for.</summary>
    public Task EndAsync(ChildActor child, Cancellation cancellation) =>
        child.TryNoteEnding(cancellation) ? DescendAsync(child, cancellation) : child.Process.Exited;

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private async Task DescendAsync(ChildActor child, Cancellation cancellation)
    {
        double share = actor.EndBudget.ShareOf(child.Limits.CancelTimeout + child.Limits.KillTimeout);
        TimeSpan cancelLimit = child.Limits.CancelTimeout * share;
        TimeSpan killLimit = child.Limits.KillTimeout * share;
        EndWait wait = new(actor, child);
        using EndRequest request = new(actor, child, wait, cancelLimit, killLimit);
        if (!await request.AskAsync(cancellation).Uncaptured())
        {
            SupervisionLog.Terminating(_logger, child.Id, cancelLimit);
            child.Process.Terminate();
        }

        if (!await wait.IsOverAsync(child.Process.Exited, () => killLimit).Uncaptured())
        {
            SupervisionLog.Killing(_logger, child.Id, killLimit);
            child.Kill();
            await child.Process.Exited.Uncaptured();
        }
    }
}
