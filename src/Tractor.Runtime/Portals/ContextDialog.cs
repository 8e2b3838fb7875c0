using Microsoft.Extensions.Logging;
using Tractor.CompilerServices;
using Tractor.Dialogs;
using Tractor.Links;
using Tractor.Scopes;
using Tractor.Streams;
using Tractor.Wire;

namespace Tractor.Portals;

/// <summary>The opener's side of a dialog with a context: what depends on its types.</summary>
internal sealed class ContextDialog<TArguments, TStarted, TIn, TOut, TResult> : ContextOpener, IContextDialog<TStarted, TResult>, IStreamOwner
{
    private readonly DialogEndpoint<TArguments, TStarted, TIn, TOut, TResult> _endpoint;
    private readonly StreamPair<TOut, TIn>? _streams;
    private readonly TaskCompletionSource<TStarted> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Outcome<TResult>> _terminal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _hasFirstValue;

    public ContextDialog(Portal portal, DialogEndpoint<TArguments, TStarted, TIn, TOut, TResult> endpoint)
        : base(portal, endpoint)
    {
        _endpoint = endpoint;
        if (typeof(TIn) != typeof(Nothing) || typeof(TOut) != typeof(Nothing))
        {
            _streams = new StreamPair<TOut, TIn>(this, endpoint.Outgoing, endpoint.Incoming);
        }
    }

    public Task<TStarted> Started => _started.Task;

    public Task<Outcome<TResult>> Terminal => _terminal.Task;

    public ContextOpener Opener => this;

    Link IStreamOwner.Link => Link;

    ulong IStreamOwner.DialogId => Id;

    ActorId IStreamOwner.Self => Host.Id;

    ActorLimits IStreamOwner.Limits => Host.Limits;

    ILogger IStreamOwner.Logger => Host.Logger;

    bool IStreamOwner.IsCancelCalled => CancelCalled;

    protected override Task Ended => _terminal.Task;

    protected override Exception? Failure =>
        Terminal.IsCompletedSuccessfully && Terminal.GetAwaiter().GetResult() is { Kind: OutcomeKind.Error } ended ? ended.Error : null;

    protected override bool IsOwnStream(object stream) => ReferenceEquals(stream, _streams);

    protected override ushort InitialWindow => _streams?.Inbox.InitialWindow ?? 0;

    public override void DropItems() => _streams?.Inbox.Close();

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

        if (CancelCalled)
        {
            Owner.ThrowIfCancelled();
            throw Terminal is { IsCompletedSuccessfully: true } ended && ended.GetAwaiter().GetResult().Error is ContextCancelledException cancelled
                ? cancelled
                : new InvalidOperationException($"The dialog with {EndpointName} was cancelled: its stream cannot be opened any more.");
        }

        return (MsgStream<TReceive, TSend>)(object)_streams.Open(options);
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
            await LeaveUnstartedAsync().ConfigureAwait(false);
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

    protected override void CancelStreams() => _streams?.Cancel(Owner.Cancelled());

    protected override void End(Exception error, bool isOwnCancellation)
    {
        _streams?.End(error);
        _terminal.TrySetResult(isOwnCancellation ? Outcome<TResult>.OfCancellation(error) : Outcome<TResult>.OfError(error));
        if (!_hasFirstValue)
        {
            FailStart(error);
        }

        if (!isOwnCancellation)
        {
            FireToken();
        }
    }

    private void SetStarted(TStarted value) => _started.TrySetResult(value);

    private void EndWithValue(TResult value) => _terminal.TrySetResult(Outcome<TResult>.OfValue(value));

    // Whoever waits for the start gets it; nobody else is to be told of an unobserved task.
    private void FailStart(Exception error)
    {
        _started.TrySetException(error);
        _ = _started.Task.Exception;
    }

    private void Decode<T>(Payload payload, PayloadCodec<T> codec, PayloadPart part, Action<T> use)
    {
        try
        {
            use(ReceivedPayload.Decode(codec, payload, EndpointName, part, Id));
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
                    use(copy.Decode(codec, EndpointName, part, Id));
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

        End(error, isOwnCancellation: false);
    }
}
