using System.Threading.Tasks.Sources;
using Tractor.CompilerServices;
using Tractor.Dialogs;
using Tractor.Logging;
using Tractor.Scopes;
using Tractor.Wire;

namespace Tractor.Portals;

/// <summary>
/// A single call that waits for its result. Once that was awaited the object serves the next call, unless somebody may
/// still want to cancel this one: its owner is the same then, and nobody else knows of it.
/// </summary>
internal sealed class CallDialog<TArguments, TResult>(
    Portal portal, CallEndpoint<TArguments, TResult> endpoint, Spares<CallDialog<TArguments, TResult>> spares)
    : OpenerDialog(portal, endpoint, DialogKind.Call), IValueTaskSource<TResult>, IValueTaskSource, IThreadPoolWorkItem
{
    private const int InUse = 1 << 16;

    private ManualResetValueTaskSourceCore<TResult> _completion;
    private TResult? _value;
    private Exception? _error;
    private CancellationToken _token;
    private IScopeSource? _caller;
    private CancellationTokenRegistration _registration;
    private ITimer? _patience;
    private int _isCompleted;
    private volatile bool _isCancelling;
    private bool _isLetGo;

    // In use, and by the call of which version: who awaits twice gives it back once.
    private int _use = InUse;

    /// <summary>Makes it ready for the next call.</summary>
    public void Renew()
    {
        Restart();
        _isCancelling = false;
        _use = InUse | (ushort)_completion.Version;
        Volatile.Write(ref _isCompleted, 0);
    }

    public void Begin(scoped ref readonly TArguments arguments, CancellationToken cancellationToken)
    {
        _token = cancellationToken;
        _caller = cancellationToken.CanBeCanceled ? Scope.CurrentSource : null;

        // Before the start is sent: its result, which may be here at once, ends the registration.
        _registration = cancellationToken.UnsafeRegister(
            static state => ((CallDialog<TArguments, TResult>)state!).CancelByToken(), this);
        try
        {
            Start(endpoint.Arguments, in arguments);
        }
        catch
        {
            LetGo();
            throw;
        }

        if (Owner.Cause is { } cause)
        {
            OnOwnerCancelled(cause);
        }
    }

    public ValueTask<TResult> AsTask() => new(this, _completion.Version);

    public ValueTask AsVoidTask() => new(this, _completion.Version);

    public override void OnOwnerCancelled(Cancellation cause) => CancelFor(PassOn(cause));

    // Here the caller goes on: user code.
    void IThreadPoolWorkItem.Execute()
    {
        LetGo();
        if (_error is not null)
        {
            _completion.SetException(_error);
        }
        else
        {
            _completion.SetResult(_value!);
        }
    }

    TResult IValueTaskSource<TResult>.GetResult(short token)
    {
        TResult result = _completion.GetResult(token);
        Recycle(token);
        return result;
    }

    void IValueTaskSource.GetResult(short token)
    {
        _completion.GetResult(token);
        Recycle(token);
    }

    public ValueTaskSourceStatus GetStatus(short token) => _completion.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _completion.OnCompleted(continuation, state, token, flags);

    public override BlockForm FormOfBlock(FrameKind kind) => kind == FrameKind.Result ? Blocks.FormOf<TResult>() : BlockForm.None;

    protected override void OnStarted(FrameHeader header, Payload payload)
    {
    }

    protected override void OnResult(Payload payload)
    {
        if (_isCancelling)
        {
            TryComplete(Cancelled());
        }
        else if (endpoint.Result.IsSelfContained || Blocks.Are<TResult>())
        {
            DecodeNow(payload);
        }
        else
        {
            ReceivedPayload copy = payload.Keep();
            ThreadPool.UnsafeQueueUserWorkItem(static work => work.Dialog.DecodeLater(work.Copy), (Dialog: this, Copy: copy), preferLocal: false);
        }
    }

    protected override void OnFailed(Exception error)
    {
        bool own = error is ContextCancelledException cancelled
            && ((Owner.IsCancelRequested && cancelled.FollowsCancelBy(Host.Id)) || Absorption.IsOwn(_isCancelling, true, cancelled.Canceller, Host.Id));
        if (!TryComplete(own ? Cancelled() : error) && !own)
        {
            ReportLate(error);
        }
    }

    private void DecodeNow(Payload payload)
    {
        try
        {
            Complete(ReceivedPayload.Decode(endpoint.Result, payload, EndpointName, PayloadPart.Result, Id));
        }
        catch (PayloadException error)
        {
            TryComplete(error);
        }
    }

    private void DecodeLater(ReceivedPayload payload)
    {
        try
        {
            Complete(payload.Decode(endpoint.Result, EndpointName, PayloadPart.Result, Id));
        }
        catch (PayloadException error)
        {
            TryComplete(error);
        }
    }

    private void CancelByToken() => CancelFor(Because(_caller, CancelReason.Explicit, "its caller's token was cancelled"));

    // The caller waits for the end of the remote task (RPC-16), but no longer than the limit.
    private void CancelFor(Cancellation cancellation)
    {
        _isCancelling = true;
        if (RequestCancel(cancellation) || State.HasEnded)
        {
            StartPatience();
        }
        else if (Link.IsClosed)
        {
            TryComplete(Cancelled());
        }
    }

    // Also where it has ended: an error that is on its way to the caller is not lost to the cancel, unless the user's code
    // holds it up.
    private void StartPatience()
    {
        if (Volatile.Read(ref _isCompleted) == 0)
        {
            _patience = Host.Time.CreateTimer(
                static state => ((CallDialog<TArguments, TResult>)state!).GiveUp(), this, Host.Limits.DialogCancelTimeout, Timeout.InfiniteTimeSpan);
        }
    }

    private void GiveUp()
    {
        if (Volatile.Read(ref _isCompleted) != 0)
        {
            return;
        }

        bool isStuck = !State.HasEnded;

        // An owner that is cancelled still hears what the task fails with; a caller that cancelled is done with it.
        if (!Owner.IsCancelRequested)
        {
            Leave();
        }

        if (TryComplete(Cancelled()) && isStuck)
        {
            PortalLog.TooSlow(Host.Logger, EndpointName, Link.Peer, Host.Limits.DialogCancelTimeout);
        }
    }

    private OperationCanceledException Cancelled() =>
        Owner.IsCancelRequested ? Owner.Cancelled() : new OperationCanceledException($"The call of {EndpointName} on {Link.Peer} was cancelled.", _token);

    private void Complete(TResult value)
    {
        if (Interlocked.Exchange(ref _isCompleted, 1) == 0)
        {
            _value = value;
            Link.Schedule(this);
        }
    }

    private bool TryComplete(Exception error)
    {
        if (Interlocked.Exchange(ref _isCompleted, 1) != 0)
        {
            return false;
        }

        _error = error;
        Link.Schedule(this);
        return true;
    }

    // A token whose callback has begun may still come to cancel.
    private void LetGo()
    {
        _isLetGo = _registration.Unregister() || !_token.CanBeCanceled;
        _patience?.Dispose();
    }

    // With a value, that is, and so off the table, unknown to every timer and token.
    private void Recycle(short version)
    {
        int use = InUse | (ushort)version;
        if (_isLetGo && !_isCancelling && Interlocked.CompareExchange(ref _use, 0, use) == use)
        {
            _value = default;
            _token = default;
            _caller = null;
            _registration = default;
            _completion.Reset();
            spares.Keep(this);
        }
    }
}
