using System.Runtime.CompilerServices;
using Tractor.AsyncMethods;
using Tractor.CompilerServices;
using Tractor.Dialogs;
using Tractor.Errors;
using Tractor.Scopes;

namespace Tractor.Portals;

/// <summary>
/// What the opener's side of a dialog with a context does without knowing its types: how it is cancelled, whose cancellation
/// ended it, and how it is left. Code over a user's types is compiled at run time, this is not.
/// </summary>
#pragma warning disable CA1001 // A source without timer and links holds nothing to dispose, and its token outlives the dialog.
internal abstract class ContextOpener(Portal portal, EndpointDescriptor endpoint) : OpenerDialog(portal, endpoint, DialogKind.Context)
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _source = new();
    private volatile bool _cancelCalled;
    private int _isObserved;
    private int _isLeftUnended;

    /// <summary>Fires when it ends badly, or its owner is cancelled.</summary>
    public CancellationToken Token => _source.Token;

    public bool CancelCalled => _cancelCalled;

    public ActorId? Canceller { get; private set; }

    /// <summary>Whether it ended by the cancellation of its owner; known when it has ended.</summary>
    public bool IsEndedByOwner { get; private set; }

    /// <summary>Completes when it has ended.</summary>
    protected abstract Task Ended { get; }

    /// <summary>The error that it ended with; null while it has not, and after a value or its own cancellation.</summary>
    protected abstract Exception? Failure { get; }

    /// <summary>Whether that is what carries its items; see <see cref="StreamClosedException.Stream"/>.</summary>
    protected abstract bool IsOwnStream(object stream);

    /// <summary>The error that it ends with is told to a user of it, or gives way to one.</summary>
    public void MarkObserved() => Volatile.Write(ref _isObserved, 1);

    /// <summary>The failure of the remote task that is behind what the body ended with; null if none is, or the body's own wins.</summary>
    /// <param name="error">What the body ended with.</param>
    /// <param name="fromDialogsEnd">Whether the dialog's end, and nothing else, had fired the token that the body may have stopped by.</param>
    public Exception? CauseOf(Exception error, bool fromDialogsEnd) => error switch
    {
        // An error is never lost to a cancellation here (CTX-14). The task's own cancellation is, unless the body stopped by that.
        OperationCanceledException => fromDialogsEnd || Failure is not ContextCancelledException ? Failure : null,

        // The end of the items is told before what brought it (STR-05).
        _ when GivesWay(error) => Failure,
        _ => null,
    };

    /// <summary>Whether what the body ended with gives way to a failure of the remote task that comes later.</summary>
    public bool GivesWay(Exception error) =>
        error is OperationCanceledException || (error is StreamClosedException { Stream: { } stream } && IsOwnStream(stream));

    /// <summary>The handle is left: items that nobody read are dropped (CTX-31).</summary>
    public abstract void DropItems();

    /// <summary>Asks the endpoint's task to end, once; unless it is explicit, for what cancelled the caller's scope if anything did.</summary>
    public void Cancel(CancelReason reason, string detail) =>
        Cancel(reason == CancelReason.Explicit ? Request(reason, detail) : Because(Scope.CurrentSource, reason, detail));

    public override void OnOwnerCancelled(Cancellation cause)
    {
        Cancel(PassOn(cause));
        CancelStreams();
        FireToken();
    }

    /// <summary>Waits for the end of a cancelled dialog, at most its cancel timeout. False when it did not end.</summary>
    public Task<bool> DrainAsync() => DialogWaits.DrainAsync(Portal, Ended, EndpointName);

    /// <summary>
    /// Leaves it although it has not ended in its time, which is told as by <see cref="Portal.ReportStuck"/>. What its task
    /// fails with later, while the owner still waits for the peer's end, is the owner's.
    /// </summary>
    public void LeaveUnended()
    {
        Portal.ReportStuck(EndpointName);

        // The end may come meanwhile: of this and OnFailed the later one sees the other.
        Interlocked.Exchange(ref _isLeftUnended, 1);
        ReportLate();
    }

    /// <summary>
    /// Cancels it if it has not ended, and waits for its end. What it ended with is the owner's if nobody observed it, and
    /// so is an end that does not come.
    /// </summary>
    [AsyncMethodBuilder(typeof(PrecompiledValueTaskMethodBuilder))]
    public async ValueTask LeaveAsync()
    {
        if (!Ended.IsCompleted)
        {
            Cancel(CancelReason.ParentEnded, "the opener left the dialog");
            if (!await DrainAsync().Uncaptured())
            {
                LeaveUnended();
            }
        }

        DropItems();
        ReportUnobserved();
    }

    /// <summary>Waits for the end of a cancelled dialog that nobody has a handle of; what goes wrong is the owner's.</summary>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    protected async Task LeaveUnstartedAsync()
    {
        if (!await DrainAsync().Uncaptured())
        {
            LeaveUnended();
        }

        ReportUnobserved();
    }

    /// <summary>Its end, by an error or by its own cancellation, in which case nothing else is to hear of it.</summary>
    protected abstract void End(Exception error, bool isOwnCancellation);

    /// <summary>The owner is cancelled: who uses the items hears of it.</summary>
    protected abstract void CancelStreams();

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
                CancelStreams();
            }
        }
        else
        {
            Canceller = RemoteActorException.Behind(error) is { } remote ? remote.Origin : Link.Peer;
        }

        End(error, own);
        if (Interlocked.CompareExchange(ref _isLeftUnended, 0, 0) != 0)
        {
            ReportLate();
        }
    }

    private void ReportLate()
    {
        if (Failure is { } error && IsOfTask(error) && Interlocked.Exchange(ref _isObserved, 1) == 0)
        {
            ReportLate(error);
        }
    }

    private void ReportUnobserved()
    {
        if (Failure is { } error && Interlocked.Exchange(ref _isObserved, 1) == 0)
        {
            Owner.Report(error);
        }
    }

    protected void Cancel(Cancellation cancellation)
    {
        _cancelCalled = true;
        RequestCancel(cancellation);
    }

    // On the pool: user code that listens to the token may not run on the reading thread.
    protected void FireToken() =>
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
}
