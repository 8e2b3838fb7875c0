using Microsoft.Extensions.Logging;
using Tractor.CompilerServices;
using Tractor.Dialogs;
using Tractor.Links;
using Tractor.Scopes;
using Tractor.Streams;
using Tractor.Wire;

namespace Tractor.Portals;

/// <summary>The opener's side of a dialog with a context.</summary>
#pragma warning disable CA1001 // A source without timer and links holds nothing to dispose, and its token outlives the dialog.
internal sealed class ContextDialog<TArguments, TStarted, TIn, TOut, TResult> : OpenerDialog, IContextDialog<TStarted, TResult>, IStreamOwner
#pragma warning restore CA1001
{
    private readonly DialogEndpoint<TArguments, TStarted, TIn, TOut, TResult> _endpoint;
    private readonly StreamPair<TOut, TIn>? _streams;
    private readonly TaskCompletionSource<TStarted> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Outcome<TResult>> _terminal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _source = new();
    private volatile bool _cancelCalled;
    private volatile bool _hasFirstValue;
    private volatile bool _isObserved;

    public ContextDialog(Portal portal, DialogEndpoint<TArguments, TStarted, TIn, TOut, TResult> endpoint)
        : base(portal, endpoint, DialogKind.Context)
    {
        _endpoint = endpoint;
        if (typeof(TIn) != typeof(Nothing) || typeof(TOut) != typeof(Nothing))
        {
            _streams = new StreamPair<TOut, TIn>(this, endpoint.Outgoing, endpoint.Incoming);
        }
    }

    public Task<TStarted> Started => _started.Task;

    public Task<Outcome<TResult>> Terminal => _terminal.Task;

    public CancellationToken Token => _source.Token;

    public bool CancelCalled => _cancelCalled;

    public ActorId? Canceller { get; private set; }

    Link IStreamOwner.Link => Link;

    ulong IStreamOwner.DialogId => Id;

    ActorId IStreamOwner.Self => Host.Id;

    ActorLimits IStreamOwner.Limits => Host.Limits;

    ILogger IStreamOwner.Logger => Host.Logger;

    bool IStreamOwner.IsCancelCalled => _cancelCalled;

    public bool IsEndedByOwner { get; private set; }

    public bool IsObserved => _isObserved;

    protected override ushort InitialWindow => _streams?.Inbox.InitialWindow ?? 0;

    public void MarkObserved() => _isObserved = true;

    public void DropItems() => _streams?.Inbox.Close();

    public bool TryStop() => Advance(FrameKind.Stop, DialogSide.Opener) == Verdict.Take;

    /// <exception cref="ContextCancelledException">The dialog was cancelled, and that is acknowledged (STR-07).</exception>
    /// <exception cref="InvalidOperationException">It has no items, its stream was opened before, or it was cancelled.</exception>
    /// <exception cref="OperationCanceledException">Its owner is cancelled.</exception>
    public MsgStream<TReceive, TSend> OpenStream<TReceive, TSend>(StreamOptions? options)
    {
        if (_streams is null)
        {
            throw new InvalidOperationException($"{EndpointName} has no items: give its context the types of the items, Context<TStarted, TIn, TOut>.");
        }

        if (_cancelCalled)
        {
            Owner.ThrowIfCancelled();
            throw Terminal is { IsCompletedSuccessfully: true } ended && ended.GetAwaiter().GetResult().Error is ContextCancelledException cancelled
                ? cancelled
                : new InvalidOperationException($"The dialog with {EndpointName} was cancelled: its stream cannot be opened any more.");
        }

        return (MsgStream<TReceive, TSend>)(object)_streams.Open(options);
    }

    public void Cancel(CancelReason reason, string detail) =>
        Cancel(reason == CancelReason.Explicit ? Request(reason, detail) : Because(Scope.CurrentSource, reason, detail));

    public override void OnOwnerCancelled(Cancellation cause)
    {
        Cancel(PassOn(cause));
        _streams?.Cancel(Owner.Cancelled());
        FireToken();
    }

    /// <summary>Waits for the first value; on cancellation for the end of the remote task, within the limit (CTX-17).</summary>
    public async Task WaitStartedAsync(CancellationToken cancellationToken)
    {
        _streams?.Inbox.Announce();
        if (Owner.Cause is { } cause)
        {
            OnOwnerCancelled(cause);
        }

        try
        {
            await DialogWaits.ObserveAsync(Portal, _started.Task, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Cancel(Because(Scope.CurrentSource, CancelReason.Explicit, "its opener was cancelled before it started"));
            await this.LeaveUnstartedAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override BlockForm FormOfBlock(FrameKind kind) => kind switch
    {
        FrameKind.Started => Blocks.FormOf<TStarted>(),
        FrameKind.Item => Blocks.FormOf<TOut>(),
        FrameKind.Result => Blocks.FormOf<TResult>(),
        _ => BlockForm.None,
    };

    protected override void OnFlowFrame(FrameHeader header, Payload payload) => _streams?.Receive(header, payload);

    protected override void OnStarted(FrameHeader header, Payload payload)
    {
        _streams?.Outbox.SetWindow(header.Window);

        // Reading it may take longer than what follows it; the open returns it all the same.
        _hasFirstValue = true;
        if (_endpoint.Started.IsSelfContained || Blocks.Are<TStarted>())
        {
            Decode(payload, _endpoint.Started, PayloadPart.FirstValue, SetStarted);
        }
        else
        {
            DecodeLater(payload, _endpoint.Started, PayloadPart.FirstValue, SetStarted);
        }
    }

    protected override void OnResult(Payload payload)
    {
        _streams?.End(null);
        if (_endpoint.Result.IsSelfContained || Blocks.Are<TResult>())
        {
            Decode(payload, _endpoint.Result, PayloadPart.Result, EndWithValue);
        }
        else
        {
            DecodeLater(payload, _endpoint.Result, PayloadPart.Result, EndWithValue);
        }
    }

    // Of the canceller: ours if we are it, else the peer that told us (section B.6).
    protected override void OnFailed(Exception error)
    {
        bool own = false;
        if (error is ContextCancelledException cancelled)
        {
            bool fromDirectPeer = cancelled.Peer is null || cancelled.Peer == Link.Peer;
            bool byOwner = Owner.IsCancelRequested && fromDirectPeer && cancelled.FollowsCancelBy(Host.Id);
            own = byOwner || Absorption.IsOwn(_cancelCalled, fromDirectPeer, cancelled.Canceller, Host.Id);
            Canceller = cancelled.Canceller == Host.Id ? Host.Id : Link.Peer;
            cancelled.IsAbsorbed = own;
            if (byOwner)
            {
                // The peer may have heard of it from the ladder, sooner than this dialog.
                IsEndedByOwner = true;
                _streams?.Cancel(Owner.Cancelled());
            }
        }
        else
        {
            Canceller = RemoteActorException.Behind(error) is { } remote ? remote.Origin : Link.Peer;
        }

        End(own ? Outcome<TResult>.OfCancellation(error) : Outcome<TResult>.OfError(error), error);
    }

    private void Cancel(Cancellation cancellation)
    {
        _cancelCalled = true;
        RequestCancel(cancellation);
    }

    private void SetStarted(TStarted value) => _started.TrySetResult(value);

    private void EndWithValue(TResult value) => _terminal.TrySetResult(Outcome<TResult>.OfValue(value));

    private void End(Outcome<TResult> outcome, Exception error)
    {
        _streams?.End(error);
        _terminal.TrySetResult(outcome);
        if (!_hasFirstValue)
        {
            FailStart(error);
        }

        if (outcome.Kind == OutcomeKind.Error)
        {
            FireToken();
        }
    }

    // Whoever waits for the start gets it; nobody else is to be told of an unobserved task.
    private void FailStart(Exception error)
    {
        _started.TrySetException(error);
        _ = _started.Task.Exception;
    }

    // On the pool: user code that listens to the token may not run on the reading thread.
    private void FireToken() =>
        ThreadPool.UnsafeQueueUserWorkItem(static dialog => dialog.RunTokenCallbacks(), this, preferLocal: false);

    private void RunTokenCallbacks()
    {
        try
        {
            _source.Cancel();
        }
        catch (AggregateException errors)
        {
            foreach (Exception error in errors.Flatten().InnerExceptions)
            {
                Owner.Report(error);
            }
        }
    }

    private void Decode<T>(Payload payload, PayloadCodec<T> codec, PayloadPart part, Action<T> use)
    {
        try
        {
            use(ReceivedPayload.Decode(codec, payload, EndpointName, part));
        }
        catch (PayloadException error)
        {
            FailDecoding(error);
        }
    }

    private void DecodeLater<T>(Payload payload, PayloadCodec<T> codec, PayloadPart part, Action<T> use)
    {
        ReceivedPayload copy = payload.Keep();
        ThreadPool.UnsafeQueueUserWorkItem(
            _ =>
            {
                try
                {
                    use(copy.Decode(codec, EndpointName, part));
                }
                catch (PayloadException error)
                {
                    FailDecoding(error);
                }
            },
            null);
    }

    // What the peer sent is no such value: the task there is of no use any more.
    private void FailDecoding(PayloadException error)
    {
        if (!State.HasEnded)
        {
            Cancel(CancelReason.Explicit, error.Message);
            Leave();
        }

        // The first value may still be read when the result turns out to be unreadable: the open returns it all the same.
        if (error.Part == PayloadPart.FirstValue)
        {
            FailStart(error);
        }

        End(Outcome<TResult>.OfError(error), error);
    }
}
