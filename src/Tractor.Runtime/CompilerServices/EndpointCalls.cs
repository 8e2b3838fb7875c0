using System.ComponentModel;
using Tractor.Portals;

namespace Tractor.CompilerServices;

/// <summary>What generated proxies call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class EndpointCalls
{
    /// <summary>A single call with a result.</summary>
    public static ValueTask<TResult> CallAsync<TArguments, TResult>(
        Portal portal, CallEndpoint<TArguments, TResult> endpoint, TArguments arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(portal);
        try
        {
            return portal.IsCrowded
                ? CallLaterAsync(portal, endpoint, arguments, cancellationToken)
                : portal.Call(endpoint, arguments, cancellationToken).AsTask();
        }
        catch (Exception error)
        {
            return ValueTask.FromException<TResult>(error);
        }
    }

    /// <summary>A single call without result.</summary>
    public static ValueTask InvokeAsync<TArguments>(
        Portal portal, CallEndpoint<TArguments, Nothing> endpoint, TArguments arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(portal);
        try
        {
            return portal.IsCrowded
                ? InvokeLaterAsync(portal, endpoint, arguments, cancellationToken)
                : portal.Call(endpoint, arguments, cancellationToken).AsVoidTask();
        }
        catch (Exception error)
        {
            return ValueTask.FromException(error);
        }
    }

    /// <summary>Opens a dialog; returns when the endpoint called <c>StartedAsync</c>.</summary>
    public static Task<RemoteContext<TStarted, TOut, TIn, TResult>> OpenAsync<TArguments, TStarted, TIn, TOut, TResult>(
        Portal portal, DialogEndpoint<TArguments, TStarted, TIn, TOut, TResult> endpoint, TArguments arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(portal);
        return portal.OpenAsync(endpoint, arguments, cancellationToken);
    }

    /// <summary>
    /// Opens a dialog, runs <paramref name="body"/> in it and waits for its end. An error of the body wins over one of the
    /// remote task (CTX-19), and that over a cancellation here (CTX-14) and over the end of the dialog's own stream (STR-05).
    /// </summary>
    public static async Task<Outcome<TResult>> RunAsync<TArguments, TStarted, TIn, TOut, TResult>(
        Portal portal,
        DialogEndpoint<TArguments, TStarted, TIn, TOut, TResult> endpoint,
        Func<RemoteContext<TStarted, TOut, TIn, TResult>, Task> body,
        TArguments arguments,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(portal);
        ArgumentNullException.ThrowIfNull(body);
        RemoteContext<TStarted, TOut, TIn, TResult> context =
            await portal.OpenAsync(endpoint, arguments, cancellationToken).ConfigureAwait(false);
        return await context.RunAsync(body, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Starts a one-way stream when it is enumerated.</summary>
    public static IAsyncEnumerable<TItem> StreamAsync<TArguments, TItem>(
        Portal portal, StreamEndpoint<TArguments, TItem> endpoint, TArguments arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(portal);
        return new RemoteStream<TArguments, TItem>(portal, endpoint, arguments, cancellationToken);
    }

    /// <summary>
    /// Called by the generated module initializer of a program, after all registrations: in a natively compiled
    /// child process it becomes the actor and does not return; elsewhere it does nothing.
    /// </summary>
    public static void EnterChildProcess() => Spawning.ChildTakeover.EnterIfNative();

    private static async ValueTask<TResult> CallLaterAsync<TArguments, TResult>(
        Portal portal, CallEndpoint<TArguments, TResult> endpoint, TArguments arguments, CancellationToken cancellationToken)
    {
        await portal.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
        return await portal.Call(endpoint, arguments, cancellationToken).AsTask().ConfigureAwait(false);
    }

    private static async ValueTask InvokeLaterAsync<TArguments>(
        Portal portal, CallEndpoint<TArguments, Nothing> endpoint, TArguments arguments, CancellationToken cancellationToken)
    {
        await portal.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
        await portal.Call(endpoint, arguments, cancellationToken).AsVoidTask().ConfigureAwait(false);
    }
}
