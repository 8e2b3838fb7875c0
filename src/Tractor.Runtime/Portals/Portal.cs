using System.Runtime.CompilerServices;
using Tractor.AsyncMethods;
using Tractor.CompilerServices;
using Tractor.Dialogs;
using Tractor.Links;
using Tractor.Portals;
using Tractor.Scopes;

namespace Tractor;

/// <summary>
/// A way to call another actor. The calls themselves are the generated extension methods of the endpoints' classes.
/// Members are thread-safe. Every awaited call observes the nursery that owns the portal: once that is cancelled the
/// call ends with <see cref="OperationCanceledException"/>, whether or not a token was passed.
/// </summary>
public sealed class Portal
{
    private readonly OwnerWatch _watch;
    private readonly SparesByEndpoint _spares = new();
    private volatile bool _isWatched;

    internal Portal(Link link, OwnerWatch watch, Scope owner, IPortalHost host)
    {
        Link = link;
        Owner = owner;
        Host = host;
        _watch = watch;
    }

    /// <summary>The actor that it calls.</summary>
    public ActorId Actor => Link.Peer;

    /// <summary>Whether the connection to the actor is up.</summary>
    public bool IsConnected => !Link.IsClosed;

    internal Link Link { get; }

    internal Scope Owner { get; }

    internal IPortalHost Host { get; }

    /// <summary>
    /// Asks the actor to end: its dialogs are cancelled, with this actor as the canceller, before the answer comes
    /// (CAN-03). Dialogs of one's own to it end with <see cref="ContextCancelledException"/>, which is raised, unless
    /// they were cancelled themselves before (CTX-20, CTX-21).
    /// </summary>
    /// <param name="timeout">How long to wait for the answer; null is <see cref="ActorLimits.CancelTimeout"/>.</param>
    /// <param name="throwIfTooSlow">Whether no answer in time is an <see cref="ActorTooSlowException"/> instead of false.</param>
    /// <returns>True when the actor's tasks are over; false when it cannot be reached, or did not answer in time (CAN-01).</returns>
    /// <exception cref="ActorTooSlowException">No answer in time, and <paramref name="throwIfTooSlow"/> is set.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative.</exception>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public async Task<bool> CancelActorAsync(TimeSpan? timeout = null, bool throwIfTooSlow = false)
    {
        TimeSpan limit = timeout ?? Host.Limits.CancelTimeout;
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, TimeSpan.Zero, nameof(timeout));
        Cancellation cancellation = new(Host.Id, CancelReason.Explicit, [Host.Id], $"{Host.Id} cancelled the actor") { OriginTask = Scope.Current?.TaskName ?? Owner.TaskName };
        try
        {
            // No budget: nobody ends its process if it takes longer.
            return await Link.CancelPeerAsync(cancellation, TimeSpan.Zero).WaitAsync(limit, Host.Time).Uncaptured();
        }
        catch (TimeoutException) when (throwIfTooSlow)
        {
            throw new ActorTooSlowException(Actor, "cancel", limit);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>The actor, the address of the connection and the bytes that it has carried, at any moment of its life (TPT-17).</summary>
    public override string ToString() => $"Portal to {Link.Description}";

    /// <summary>Whether so much waits to be sent to the actor that calls wait before they are sent.</summary>
    internal bool IsCrowded => Link.Outgoing.IsCrowded;

    /// <summary>Waits until a call may be sent.</summary>
    /// <exception cref="OperationCanceledException">The token fired, or the owner is cancelled.</exception>
    internal async Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Owner.Token);
        try
        {
            while (IsCrowded && !Link.IsClosed)
            {
                await Link.Outgoing.WaitForRoomAsync(either.Token).Uncaptured();
            }
        }
        catch (OperationCanceledException)
        {
            ThrowIfCancelled(cancellationToken);
        }
    }

    internal CallDialog<TArguments, TResult> Call<TArguments, TResult>(
        CallEndpoint<TArguments, TResult> endpoint, TArguments arguments, CancellationToken cancellationToken)
    {
        ThrowIfCancelled(cancellationToken);
        CallDialog<TArguments, TResult> dialog = TakeCall(endpoint);
        Watch();
        dialog.Begin(in arguments, cancellationToken);
        return dialog;
    }

    internal async Task<RemoteContext<TStarted, TOut, TIn, TResult>> OpenAsync<TArguments, TStarted, TIn, TOut, TResult>(
        DialogEndpoint<TArguments, TStarted, TIn, TOut, TResult> endpoint, TArguments arguments, CancellationToken cancellationToken)
    {
        ThrowIfCancelled(cancellationToken);
        if (IsCrowded)
        {
            await WaitForRoomAsync(cancellationToken).Uncaptured();
        }

        ContextDialog<TArguments, TStarted, TIn, TOut, TResult> dialog = new(this, endpoint);
        Watch();
        dialog.Start(endpoint.Arguments, in arguments);
        RemoteContext<TStarted, TOut, TIn, TResult> context = new(dialog);
        await dialog.WaitStartedAsync(cancellationToken).Uncaptured();
        return context;
    }

    internal StreamDialog<TArguments, TItem> StartStream<TArguments, TItem>(StreamEndpoint<TArguments, TItem> endpoint, TArguments arguments)
    {
        Owner.ThrowIfCancelled();
        StreamDialog<TArguments, TItem> dialog = new(this, endpoint);
        Watch();
        dialog.Start(endpoint.Arguments, in arguments);
        dialog.Inbox.Announce();
        if (Owner.Cause is { } cause)
        {
            dialog.OnOwnerCancelled(cause);
        }

        return dialog;
    }

    /// <summary>What a call gets that finds the connection lost (RPC-11).</summary>
    internal static Exception Unreachable(Exception loss) => loss;

    /// <summary>Tells the owner of an endpoint that does not end. One that is being cancelled leaves it to its ladder.</summary>
    internal void ReportStuck(string endpoint)
    {
        if (!Owner.IsCancelRequested)
        {
            Owner.Report(new ActorTooSlowException(Actor, $"end {endpoint}", Host.Limits.DialogCancelTimeout));
        }
    }

    private CallDialog<TArguments, TResult> TakeCall<TArguments, TResult>(CallEndpoint<TArguments, TResult> endpoint)
    {
        Spares<CallDialog<TArguments, TResult>> spares = _spares.For<CallDialog<TArguments, TResult>>(endpoint);
        if (spares.Take() is not { } spare)
        {
            return new CallDialog<TArguments, TResult>(this, endpoint, spares);
        }

        spare.Renew();
        return spare;
    }

    // Once: the watch forgets an owner only when that has ended, and calls nothing any more.
    private void Watch()
    {
        if (!_isWatched)
        {
            _watch.Watch(Owner);
            _isWatched = true;
        }
    }

    private void ThrowIfCancelled(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Owner.ThrowIfCancelled();
    }
}
