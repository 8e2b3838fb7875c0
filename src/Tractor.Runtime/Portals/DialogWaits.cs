using System.Runtime.CompilerServices;
using Tractor.AsyncMethods;
using Tractor.Scopes;

namespace Tractor.Portals;

/// <summary>How callers wait for a dialog.</summary>
internal static class DialogWaits
{
    /// <summary>
    /// Waits for <paramref name="task"/>, which is the dialog's; ends with <see cref="OperationCanceledException"/> as soon
    /// as the token fires or the scope that owns the dialog is cancelled, unless the task is done by then.
    /// </summary>
    /// <remarks>Without the dialog's types, as what follows, so that it is compiled ahead.</remarks>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    public static async Task ObserveAsync(Portal portal, Task task, CancellationToken cancellationToken)
    {
        if (task.IsCompleted)
        {
            await task.Uncaptured();
            return;
        }

        Scope owner = portal.Owner;
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(owner.Token, cancellationToken);
        await task.WaitAsync(linked.Token).Settled();
        if (!task.IsCompleted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw owner.Cancelled();
        }

        try
        {
            await task.Uncaptured();
        }
        catch (ContextCancelledException error) when (owner.IsCancelRequested && error.FollowsCancelBy(portal.Host.Id))
        {
            // The peer heard of the owner's end sooner than this flow did.
            throw owner.Cancelled();
        }
    }

    /// <summary>Waits for the end of a cancelled dialog, at most its cancel timeout. False when it did not end.</summary>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public static async Task<bool> DrainAsync(Portal portal, Task terminal, string endpoint)
    {
        IPortalHost host = portal.Host;
        await terminal.WaitAsync(host.Limits.DialogCancelTimeout, host.Time).Settled();
        if (!terminal.IsCompleted)
        {
            Logging.PortalLog.TooSlow(host.Logger, endpoint, portal.Actor, host.Limits.DialogCancelTimeout);
            return false;
        }

        return true;
    }
}
