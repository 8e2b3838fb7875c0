using Tractor.Scopes;

namespace Tractor.Portals;

/// <summary>How callers wait for a dialog.</summary>
internal static class DialogWaits
{
    /// <summary>
    /// Waits for <paramref name="task"/>; ends with <see cref="OperationCanceledException"/> as soon as the token fires
    /// or the scope that owns the dialog is cancelled, unless the task is done by then.
    /// </summary>
    public static async Task<T> ObserveAsync<TStarted, TResult, T>(
        this IContextDialog<TStarted, TResult> dialog, Task<T> task, CancellationToken cancellationToken)
    {
        if (task.IsCompleted)
        {
            return await task.ConfigureAwait(false);
        }

        Scope owner = dialog.Portal.Owner;
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(owner.Token, cancellationToken);
        try
        {
            return await task.WaitAsync(linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (linked.IsCancellationRequested)
        {
            if (task.IsCompleted)
            {
                return await task.ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            throw owner.Cancelled();
        }
        catch (ContextCancelledException error) when (owner.IsCancelRequested && error.FollowsCancelBy(dialog.Portal.Host.Id))
        {
            // The peer heard of the owner's end sooner than this flow did.
            throw owner.Cancelled();
        }
    }

    /// <summary>Waits for the end of a cancelled dialog that nobody has a handle of; what goes wrong is the owner's.</summary>
    public static async Task LeaveUnstartedAsync<TStarted, TResult>(this IContextDialog<TStarted, TResult> dialog)
    {
        if (!await dialog.DrainAsync().ConfigureAwait(false))
        {
            dialog.ReportStuck();
        }
        else if (await dialog.Terminal.ConfigureAwait(false) is { Kind: OutcomeKind.Error, Error: { } error })
        {
            dialog.Portal.Owner.Report(error);
        }
    }

    /// <summary>As <see cref="Portal.ReportStuck"/>.</summary>
    public static void ReportStuck<TStarted, TResult>(this IContextDialog<TStarted, TResult> dialog) =>
        dialog.Portal.ReportStuck(dialog.EndpointName);

    /// <summary>Waits for the end of a cancelled dialog, at most its cancel timeout. False when it did not end.</summary>
    public static async Task<bool> DrainAsync<TStarted, TResult>(this IContextDialog<TStarted, TResult> dialog)
    {
        IPortalHost host = dialog.Portal.Host;
        try
        {
            await dialog.Terminal.WaitAsync(host.Limits.DialogCancelTimeout, host.Time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            Logging.PortalLog.TooSlow(host.Logger, dialog.EndpointName, dialog.Portal.Actor, host.Limits.DialogCancelTimeout);
            return false;
        }
    }
}
