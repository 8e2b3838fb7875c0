using Microsoft.Extensions.Logging;
using Tractor.CompilerServices;
using Tractor.Dialogs;
using Tractor.Links;
using Tractor.Streams;
using Tractor.Wire;

namespace Tractor.Dispatch;

/// <summary>Runs an endpoint that is a one-way stream: every item of its enumerable is sent, as the receiver has room.</summary>
internal sealed class StreamInvocation<TArguments, TItem> : Invocation, IStreamOwner
{
    private readonly StreamEndpoint<TArguments, TItem> _endpoint;
    private readonly Outbox<TItem> _outbox;

    public StreamInvocation(StreamEndpoint<TArguments, TItem> endpoint, IInvocationHost host, Link link, FrameHeader header)
        : base(host, link, header, DialogKind.Stream, endpoint.Name)
    {
        _endpoint = endpoint;
        _outbox = new Outbox<TItem>(this, endpoint.Item);
        _outbox.SetWindow(header.Window);
        Scope.OnCancel(_ => _outbox.Cancel(Scope.Cancelled()));
    }

    public override string EndpointName => _endpoint.Name;

    protected override Slowness Slowness => _endpoint.Slowness;

    Link IStreamOwner.Link => Link;

    ulong IStreamOwner.DialogId => Id;

    ActorId IStreamOwner.Self => Host.Id;

    ActorLimits IStreamOwner.Limits => Host.Limits;

    ILogger IStreamOwner.Logger => Host.Logger;

    bool IStreamOwner.IsCancelCalled => Scope.IsCancelRequested;

    // Only openers have an error to observe.
    void IStreamOwner.MarkObserved()
    {
    }

    bool IStreamOwner.TryStop() => Advance(FrameKind.Stop, DialogSide.Endpoint) == Verdict.Take;

    protected override async Task RunEndpointAsync()
    {
        Host.EnterFlow(null);
        TArguments arguments = DecodeArguments(_endpoint.Arguments);
        if (Advance(FrameKind.Accepted, DialogSide.Endpoint) == Verdict.Take)
        {
            Link.Send(FrameKind.Accepted, Id);
        }

        await foreach (TItem item in _endpoint.Invoke(arguments, Scope.Token).WithCancellation(Scope.Token).ConfigureAwait(false))
        {
            await _outbox.SendAsync(item, CancellationToken.None).ConfigureAwait(false);
        }
    }

    protected override bool SendResult() => Link.Send(FrameKind.Result, Id);

    protected override void OnFlowFrame(FrameHeader header, Payload payload)
    {
        if (header.Kind == FrameKind.Credit)
        {
            _outbox.TakeCredit(payload);
        }
        else if (header.Kind == FrameKind.Overrun)
        {
            _outbox.Fail(Overrun.Read(this, payload));
        }
    }
}
