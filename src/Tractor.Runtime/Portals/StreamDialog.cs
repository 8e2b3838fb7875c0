using Microsoft.Extensions.Logging;
using Tractor.CompilerServices;
using Tractor.Dialogs;
using Tractor.Links;
using Tractor.Scopes;
using Tractor.Streams;
using Tractor.Wire;

namespace Tractor.Portals;

/// <summary>The consumer's side of a one-way stream.</summary>
internal sealed class StreamDialog<TArguments, TItem> : OpenerDialog, IStreamOwner
{
    private readonly TaskCompletionSource<Exception?> _terminal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _cancelCalled;

    public StreamDialog(Portal portal, StreamEndpoint<TArguments, TItem> endpoint)
        : base(portal, endpoint, DialogKind.Stream) => Inbox = new Inbox<TItem>(this, endpoint.Item);

    public Inbox<TItem> Inbox { get; }

    Link IStreamOwner.Link => Link;

    ulong IStreamOwner.DialogId => Id;

    ActorId IStreamOwner.Self => Host.Id;

    ActorLimits IStreamOwner.Limits => Host.Limits;

    /// <summary>Completes with what the producer ended with; null if it ended by itself or by our cancel.</summary>
    public Task<Exception?> Terminal => _terminal.Task;

    protected override ushort InitialWindow => Inbox.InitialWindow;

    ILogger IStreamOwner.Logger => Host.Logger;

    bool IStreamOwner.IsCancelCalled => _cancelCalled;

    // Its enumerator sees to that.
    void IStreamOwner.MarkObserved()
    {
    }

    bool IStreamOwner.TryStop() => false;

    public override void OnOwnerCancelled(Cancellation cause)
    {
        Cancel(PassOn(cause));
        Inbox.Cancel(Owner.Cancelled());
    }

    public void Cancel(CancelReason reason, string detail) => Cancel(Because(Scope.CurrentSource, reason, detail));

    /// <summary>
    /// Leaves it although it has not ended in its time, which is told as by <see cref="Portal.ReportStuck"/>. What its task
    /// fails with later, while the owner still waits for the peer's end, is the owner's.
    /// </summary>
    public void LeaveUnended()
    {
        Portal.ReportStuck(EndpointName);
        _terminal.TrySetResult(null);
    }

    public override BlockForm FormOfBlock(FrameKind kind) => kind == FrameKind.Item ? Blocks.FormOf<TItem>() : BlockForm.None;

    protected override void OnStarted(FrameHeader header, Payload payload)
    {
    }

    protected override void OnResult(Payload payload)
    {
        Inbox.End(null);
        _terminal.TrySetResult(null);
    }

    protected override void OnFailed(Exception error)
    {
        // The peer may have heard of the owner's end from the ladder, sooner than this dialog.
        ContextCancelledException? cancelled = error as ContextCancelledException;
        bool byOwner = Owner.IsCancelRequested && cancelled is not null && cancelled.FollowsCancelBy(Host.Id);
        bool own = byOwner || (cancelled is not null && Absorption.IsOwn(_cancelCalled, true, cancelled.Canceller, Host.Id));
        if (byOwner)
        {
            Inbox.Cancel(Owner.Cancelled());
        }

        Inbox.End(own ? null : error);
        if (!_terminal.TrySetResult(own ? null : error) && !own)
        {
            ReportLate(error);
        }
    }

    protected override void OnFlowFrame(FrameHeader header, Payload payload)
    {
        if (header.Kind == FrameKind.Item && !Inbox.Put(payload))
        {
            Overrun.Send(this, Inbox.Window);
        }
    }

    private void Cancel(Cancellation cancellation)
    {
        _cancelCalled = true;
        RequestCancel(cancellation);
    }
}
