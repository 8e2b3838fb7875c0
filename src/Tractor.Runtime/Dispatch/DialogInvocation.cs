using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Tractor.AsyncMethods;
using Tractor.CompilerServices;
using Tractor.Contexts;
using Tractor.Dialogs;
using Tractor.Links;
using Tractor.Streams;
using Tractor.Wire;

namespace Tractor.Dispatch;

/// <summary>Runs an endpoint with a context.</summary>
internal sealed class DialogInvocation<TArguments, TStarted, TIn, TOut, TResult>(
    DialogEndpoint<TArguments, TStarted, TIn, TOut, TResult> endpoint, IInvocationHost host, Link link, FrameHeader header)
    : Invocation(host, link, header, DialogKind.Context, endpoint.Name), ISessionOwner<TStarted>, IStreamOwner
{
    private readonly Lock _starting = new();
    private StreamPair<TIn, TOut>? _streams;
    private TResult? _result;

    public override string EndpointName => endpoint.Name;

    protected override Slowness Slowness => endpoint.Slowness;

    public ActorId Self => Host.Id;

    public ActorId Caller => Link.Peer;

    public ulong DialogId => Id;

    Link IStreamOwner.Link => Link;

    ActorLimits IStreamOwner.Limits => Host.Limits;

    ILogger IStreamOwner.Logger => Host.Logger;

    bool IStreamOwner.IsCancelCalled => Scope.IsCancelRequested;

    // Only openers have an error to observe.
    void IStreamOwner.MarkObserved()
    {
    }

    // The terminal of a cancelled task follows at once and says more than the end of its items (STR-06).
    public bool TryStop() => !Scope.IsCancelRequested && Advance(FrameKind.Stop, DialogSide.Endpoint) == Verdict.Take;

    public MsgStream<TReceive, TSend> OpenStream<TReceive, TSend>(StreamOptions? options)
    {
        if (!HasStarted)
        {
            throw new InvalidOperationException($"{EndpointName} opened its stream before it called StartedAsync.");
        }

        return (MsgStream<TReceive, TSend>)(object)_streams!.Open(options);
    }

    /// <summary>Made before the first frame can come.</summary>
    public void PrepareStreams(ushort window)
    {
        if (typeof(TIn) != typeof(Nothing) || typeof(TOut) != typeof(Nothing))
        {
            _streams = new StreamPair<TIn, TOut>(this, endpoint.Incoming, endpoint.Outgoing);
            _streams.Outbox.SetWindow(window);
            Scope.OnCancel(_ => _streams.Cancel(Scope.Cancelled()));
        }
    }

    public ValueTask SendStartedAsync(TStarted value) => Link.Outgoing.IsCrowded ? SendStartedLaterAsync(value) : SendStartedNow(value);

    private async ValueTask SendStartedLaterAsync(TStarted value)
    {
        await WaitForRoomAsync().ConfigureAwait(false);
        await SendStartedNow(value).ConfigureAwait(false);
    }

    // The value is encoded before the cancellation is looked at, so that a value that cannot travel is always told (CTX-18).
    private ValueTask SendStartedNow(TStarted value)
    {
        MessageBuilder message = MessageBuilders.Rent();
        try
        {
            EncodeStarted(message, value);
            lock (_starting)
            {
                ThrowIfStarted();
                Scope.ThrowIfCancelled();
                if (Advance(FrameKind.Started, DialogSide.Endpoint) == Verdict.Take)
                {
                    Link.SendBuilt(FrameKind.Started, Id, message, _streams?.Inbox.InitialWindow ?? 0);
                    _streams?.Inbox.Announce();
                }
            }

            return default;
        }
        catch (Exception error)
        {
            return ValueTask.FromException(error);
        }
        finally
        {
            MessageBuilders.Return(message);
            Blocks.Dispose(in value);
        }
    }

    public override BlockForm FormOfBlock(FrameKind kind) => kind == FrameKind.Item ? Blocks.FormOf<TIn>() : BlockForm.None;

    protected override void OnFlowFrame(FrameHeader header, Payload payload) => _streams?.Receive(header, payload);

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    protected override async Task RunEndpointAsync()
    {
        DialogSession<TStarted, TIn, TOut> session = new(this);
        Host.EnterFlow(new InvokedContext(this));
        TArguments arguments = DecodeArguments(endpoint.Arguments);
        if (Advance(FrameKind.Accepted, DialogSide.Endpoint) == Verdict.Take)
        {
            Link.Send(FrameKind.Accepted, Id);
        }

        try
        {
            _result = await endpoint.Invoke(session, arguments).Uncaptured();
        }
        finally
        {
            _streams?.Leave();
        }
    }

    protected override bool SendResult()
    {
        try
        {
            return Link.SendValue(FrameKind.Result, Id, endpoint.Result, in _result!);
        }
        catch (Exception error)
        {
            throw PayloadException.From(error, EndpointName, PayloadPart.Result, typeof(TResult).ToString(), isReading: false);
        }
    }

    private void EncodeStarted(MessageBuilder message, TStarted value)
    {
        try
        {
            PayloadCoding.Encode(endpoint.Started, message, in value);
            Link.ThrowIfTooLarge(message.Length);
        }
        catch (Exception error)
        {
            throw PayloadException.From(error, EndpointName, PayloadPart.FirstValue, typeof(TStarted).ToString(), isReading: false);
        }
    }

    private void ThrowIfStarted()
    {
        if (HasStarted)
        {
            throw new InvalidOperationException($"{EndpointName} called StartedAsync twice, or after it ended; a dialog has one first value.");
        }
    }

    /// <summary>What <c>CurrentActor.Context</c> shows of this dialog.</summary>
    private sealed class InvokedContext(DialogInvocation<TArguments, TStarted, TIn, TOut, TResult> invocation)
        : EndpointContext(invocation.Scope, invocation.Self, invocation.Caller, invocation.EndpointName, invocation.Id);
}
