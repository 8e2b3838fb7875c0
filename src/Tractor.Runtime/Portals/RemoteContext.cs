using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Tractor.AsyncMethods;
using Tractor.Portals;

namespace Tractor;

/// <summary>
/// The opener's handle of a dialog with a task in another actor. Members are thread-safe. Leave it by
/// <see cref="ResultAsync"/>, or by disposing, which cancels the remote task and waits for its end.
/// </summary>
/// <typeparam name="TStarted">The first value.</typeparam>
/// <typeparam name="TReceive">The items received here.</typeparam>
/// <typeparam name="TSend">The items sent from here.</typeparam>
/// <typeparam name="TResult">The result.</typeparam>
public sealed class RemoteContext<TStarted, TReceive, TSend, TResult> : IAsyncDisposable
{
    private readonly IContextDialog<TStarted, TResult> _dialog;
    private readonly ContextOpener _opener;

    internal RemoteContext(IContextDialog<TStarted, TResult> dialog)
    {
        _dialog = dialog;
        _opener = dialog.Opener;
    }

    /// <summary>The first value, which the endpoint gave to <c>StartedAsync</c>.</summary>
    public TStarted Started => _dialog.Started.GetAwaiter().GetResult();

    /// <summary>Fires as soon as the remote task ends badly, and when the owning nursery is cancelled.</summary>
    public CancellationToken CancellationToken => _opener.Token;

    /// <summary>The actor that the task runs in.</summary>
    public ActorId Peer => _opener.Portal.Actor;

    /// <summary>The endpoint's name.</summary>
    public string Endpoint => _opener.EndpointName;

    /// <summary>The dialog's id on its connection (CTX-33).</summary>
    public ulong DialogId => _opener.Id;

    /// <summary>Whether this side asked for the task's cancellation, by <see cref="CancelAsync"/> or by leaving.</summary>
    public bool CancelCalled => _opener.CancelCalled;

    /// <summary>Whether the task ended by that request (CTX-22): false when it returned or failed first.</summary>
    public bool CancelAcked => Outcome is { IsCancelled: true };

    /// <summary>Who ended the dialog, if it did not return: this actor, or the one that the error came from (section B.6).</summary>
    public ActorId? Canceller => _opener.Canceller;

    /// <summary>The error that the remote task ended with, one's own cancellation included; the same object everywhere (CTX-06).</summary>
    public Exception? RemoteError => Outcome?.Error;

    /// <summary>How it ended; null as long as it has not (CTX-32).</summary>
    public Outcome<TResult>? Outcome => _dialog.Terminal.IsCompletedSuccessfully ? _dialog.Terminal.GetAwaiter().GetResult() : null;

    /// <summary>How far it is, for people to read: <c>Starting</c>, <c>Accepted</c>, <c>Started</c>, or the outcome.</summary>
    public string State => Outcome?.ToString() ?? _opener.State.Phase.ToString();

    /// <summary>Waits for the endpoint's return. Every call gives the same (CTX-02).</summary>
    /// <param name="cancellationToken">Ends the waiting, not the remote task.</param>
    /// <returns>The result.</returns>
    /// <exception cref="RemoteActorException">The endpoint failed.</exception>
    /// <exception cref="ContextCancelledException">
    /// The remote task was cancelled. After one's own acknowledged cancel the nursery absorbs it; else it is an error.
    /// </exception>
    /// <exception cref="ActorDiedException">The actor's process ended.</exception>
    /// <exception cref="PeerLostException">The connection was lost.</exception>
    /// <exception cref="OperationCanceledException">The token fired, or the owning nursery was cancelled.</exception>
    public async Task<TResult> ResultAsync(CancellationToken cancellationToken = default)
    {
        Outcome<TResult> outcome = await WaitAsync(cancellationToken).ConfigureAwait(false);
        return outcome.Value;
    }

    /// <summary>Waits for the end of the remote task without throwing what it ended with (CTX-10).</summary>
    /// <param name="cancellationToken">Ends the waiting, not the remote task.</param>
    /// <exception cref="OperationCanceledException">The token fired, or the owning nursery was cancelled.</exception>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public async Task<Outcome<TResult>> WaitAsync(CancellationToken cancellationToken = default)
    {
        Task<Outcome<TResult>> terminal = _dialog.Terminal;
        await DialogWaits.ObserveAsync(_opener.Portal, terminal, cancellationToken).Uncaptured();
        if (_opener.IsEndedByOwner)
        {
            // Whichever came first: its end or what tells its waits of the owner's.
            throw _opener.Portal.Owner.Cancelled();
        }

        _opener.MarkObserved();
        return await terminal.Uncaptured();
    }

    /// <summary>Opens the stream of items, once.</summary>
    /// <param name="options">How items are received here; the actor's limits if null.</param>
    /// <exception cref="InvalidOperationException">The endpoint has no items, the stream was opened before (STR-23), or the dialog was cancelled.</exception>
    /// <exception cref="ContextCancelledException">The dialog was cancelled, and that is acknowledged (STR-07).</exception>
    /// <exception cref="OperationCanceledException">The owning nursery was cancelled, and the dialog with it.</exception>
    public MsgStream<TReceive, TSend> OpenStream(StreamOptions? options = null) => _dialog.OpenStream<TReceive, TSend>(options);

    /// <summary>
    /// Opens the stream of items, once, and closes it behind <paramref name="body"/>. The stream's end may leave the body
    /// as the <see cref="StreamClosedException"/> of a receive: it is no error, unless the remote task has failed, which is
    /// thrown then (STR-04, STR-05). Everything else that the body throws passes.
    /// </summary>
    /// <param name="body">Uses the stream.</param>
    /// <param name="options">How items are received here; the actor's limits if null.</param>
    /// <inheritdoc cref="OpenStream" path="/exception"/>
    public Task OpenStreamAsync(Func<MsgStream<TReceive, TSend>, Task> body, StreamOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return OpenStream(options).RunAsync(body);
    }

    /// <summary>
    /// Cancels the remote task only, and waits for its end, at most <see cref="ActorLimits.DialogCancelTimeout"/>. The
    /// local body goes on (CTX-09). A task that had ended before keeps its outcome (CTX-11, CTX-12).
    /// </summary>
    public async Task CancelAsync()
    {
        _opener.Cancel(CancelReason.Explicit, "the opener cancelled the dialog");
        await _opener.DrainAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Leaves the dialog: a task that has not ended is cancelled, and its end waited for, at most
    /// <see cref="ActorLimits.DialogCancelTimeout"/>. Never throws what the task ended with: an error that nobody
    /// observed, or a task that does not end, fails the owning nursery before this returns; an error that comes later does
    /// as long as the nursery has not ended.
    /// </summary>
    public ValueTask DisposeAsync() => _opener.LeaveAsync();

    /// <inheritdoc/>
    public override string ToString() => $"{Endpoint} on {Peer}: {State}";

    /// <summary>The delegate form: body, then the end of the remote task, with the outcomes of section B.6.</summary>
    internal async Task<Outcome<TResult>> RunAsync(
        Func<RemoteContext<TStarted, TReceive, TSend, TResult>, Task> body, CancellationToken cancellationToken)
    {
        try
        {
            await RunBodyAsync(body).ConfigureAwait(false);

            // Nobody reads any more: items may not hold up the end that is waited for (CTX-31).
            _opener.DropItems();
            Outcome<TResult> outcome = await WaitAsync(cancellationToken).ConfigureAwait(false);
            return outcome.Kind == OutcomeKind.Error ? throw Rethrown(outcome.Error!) : outcome;
        }
        catch (Exception error)
        {
            return await LeaveAsync(error).ConfigureAwait(false);
        }
    }

    private async Task RunBodyAsync(Func<RemoteContext<TStarted, TReceive, TSend, TResult>, Task> body)
    {
        using (_opener.Portal.Host.EnterDialog(this))
        {
            await body(this).ConfigureAwait(false);
        }
    }

    // The body's own error wins (CTX-19), but what it only suffered from the dialog's end gives way to the cause.
    private async Task<Outcome<TResult>> LeaveAsync(Exception error)
    {
        bool fromDialogsEnd = !_opener.Portal.Owner.IsCancelRequested && CancellationToken.IsCancellationRequested;
        if (!ReferenceEquals(error, RemoteError))
        {
            _opener.Cancel(CancelReason.ParentEnded, $"the opener's body ended with {Errors.ErrorText.Summary(error)}");
        }

        bool hasEnded = await _opener.DrainAsync().ConfigureAwait(false);
        if (hasEnded || !_opener.GivesWay(error))
        {
            _opener.MarkObserved();
        }

        if (!hasEnded)
        {
            _opener.LeaveUnended();
        }

        _opener.DropItems();
        if (Outcome is { IsCancelled: true } absorbed && ReferenceEquals(absorbed.Error, error))
        {
            return absorbed;
        }

        throw Rethrown(_opener.CauseOf(error, fromDialogsEnd) ?? error);
    }

    private static Exception Rethrown(Exception error)
    {
        ExceptionDispatchInfo.Throw(error);
        return error;
    }
}
