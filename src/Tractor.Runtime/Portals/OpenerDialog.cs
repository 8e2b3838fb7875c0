using MemoryPack;
using Tractor.CompilerServices;
using Tractor.Dialogs;
using Tractor.Errors;
using Tractor.Links;
using Tractor.Logging;
using Tractor.Scopes;
using Tractor.Wire;

namespace Tractor.Portals;

/// <summary>The caller's side of one dialog.</summary>
internal abstract class OpenerDialog : Dialog
{
    private readonly Lock _gate = new();
    private DialogState _state;
    private int _isStartSent;
    private Cancellation? _early;

    protected OpenerDialog(Portal portal, EndpointDescriptor endpoint, DialogKind kind)
    {
        Portal = portal;
        Endpoint = endpoint;
        _state = new DialogState(kind);
    }

    public Portal Portal { get; }

    public EndpointDescriptor Endpoint { get; }

    public Scope Owner => Portal.Owner;

    public override string EndpointName => Endpoint.Name;

    /// <summary>How far it has come, for people to read (CTX-33).</summary>
    public DialogState State
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    protected Link Link => Portal.Link;

    protected IPortalHost Host => Portal.Host;

    /// <summary>The scope that owns this dialog is cancelled: its caller is to be released, its task cancelled.</summary>
    public abstract void OnOwnerCancelled(Cancellation cause);

    /// <summary>Asks the endpoint's task to end, once. False when it was asked before or has ended.</summary>
    public bool RequestCancel(Cancellation cancellation)
    {
        lock (_gate)
        {
            (_state, Verdict verdict) = _state.Apply(FrameKind.Cancel, DialogSide.Opener);
            if (verdict != Verdict.Take)
            {
                return false;
            }

        }

        // A Cancel that overtakes its Start would be dropped as one for a dialog that has ended: then it is left to who
        // sends the Start, who looks for it afterwards as this looks again here.
        Interlocked.Exchange(ref _early, cancellation);
        return Volatile.Read(ref _isStartSent) == 0 || SendEarlyCancel();
    }

    /// <summary>Makes it as new, for another conversation by the same grammar.</summary>
    protected void Restart()
    {
        lock (_gate)
        {
            _early = null;
            _isStartSent = 0;
            _state = new DialogState(_state.Kind);
        }
    }

    // True when another does or did it.
    private bool SendEarlyCancel() => Interlocked.Exchange(ref _early, null) is not { } early || SendCancel(early);

    private bool SendCancel(Cancellation cancellation) =>
        Link.Send(FrameKind.Cancel, Id, CancelMessage.From(cancellation, Host.Limits.DialogCancelTimeout));

    public override void Receive(FrameHeader header, Payload payload)
    {
        switch (Advance(header.Kind, DialogSide.Endpoint))
        {
            case Verdict.Violation when header.Kind == FrameKind.Result:
                OnFailed(ProtocolException.NotStarted(Link.Peer, EndpointName));
                break;
            case Verdict.Violation:
                throw new ProtocolException($"a {header.Kind} frame does not belong where it came", Link.Peer, EndpointName);
            case Verdict.Take:
                Take(header, payload);
                break;
            default:
                break;
        }
    }

    public override void Lose(Exception cause)
    {
        if (Advance(FrameKind.Error, DialogSide.Endpoint) == Verdict.Take)
        {
            OnFailed(LossOf(cause));
        }
    }

    /// <summary>Opens the dialog on the link and sends its Start frame.</summary>
    /// <exception cref="PayloadException">The arguments cannot be encoded; nothing was sent.</exception>
    /// <exception cref="TractorException">The peer is lost.</exception>
    public void Start<TArguments>(PayloadCodec<TArguments> codec, scoped ref readonly TArguments arguments)
    {
        if (codec.FixedSize is > 0 and <= PayloadCoding.SmallBytes)
        {
            StartSmall(codec.FixedSize, in arguments);
            return;
        }

        MessageBuilder message = MessageBuilders.Rent();
        try
        {
            StartMessage.Encode(message, Endpoint, codec, in arguments);
            if (Link.Dialogs.Open(this) is { } loss)
            {
                throw Portal.Unreachable(loss);
            }

            SendStart(message);
        }
        finally
        {
            MessageBuilders.Return(message);
        }
    }

    /// <summary>Takes the dialog off the link's table; what still comes for it is dropped.</summary>
    public void Leave()
    {
        Link.Dialogs.Remove(this);
        Link.Outgoing.GiveUp(Id);
    }

    /// <summary>A request of this actor's own.</summary>
    protected Cancellation Request(CancelReason reason, string detail) => new(Host.Id, reason, [Host.Id], detail) { OriginTask = Owner.TaskName };

    /// <summary>What asked this side to end, passed on to the peer.</summary>
    protected Cancellation PassOn(Cancellation cause) => cause.PassedOnBy(Host.Id);

    /// <summary>What cancelled the scope that the caller runs in, passed on; a request of this actor's own if nothing did.</summary>
    protected Cancellation Because(IScopeSource? caller, CancelReason reason, string detail) =>
        caller?.Scope.Cause is { } cause ? PassOn(cause) : Request(reason, detail);

    /// <summary>The peer's error, with what this side knows of it.</summary>
    protected Exception Unpack(ErrorInfo info) => ErrorBox.Unpack(info, new ErrorReceiver(Link.Peer, Host.Id, State.CancelAsked, EndpointName, Endpoint.Signature));

    /// <summary>Whether an error is the remote task's. A loss is the peer's own end, which its nursery judges.</summary>
    protected static bool IsOfTask(Exception error) => RemoteActorException.Behind(error) is not null;

    /// <summary>
    /// What the remote task failed with when nobody waited for it any more is the owner's, and only the log's once that has
    /// ended.
    /// </summary>
    protected void ReportLate(Exception error)
    {
        if (IsOfTask(error) && !Owner.TryReport(error))
        {
            PortalLog.FailedLate(Host.Logger, EndpointName, Link.Peer, error);
        }
    }

    /// <summary>How many items the endpoint may send before it gets credit.</summary>
    protected virtual ushort InitialWindow => 0;

    protected abstract void OnStarted(FrameHeader header, Payload payload);

    protected abstract void OnResult(Payload payload);

    /// <summary>The terminal was an error, or the peer was lost. Runs no user code.</summary>
    protected abstract void OnFailed(Exception error);

    protected virtual void OnFlowFrame(FrameHeader header, Payload payload)
    {
    }

    protected Verdict Advance(FrameKind frame, DialogSide from)
    {
        lock (_gate)
        {
            (_state, Verdict verdict) = _state.Apply(frame, from);
            return verdict;
        }
    }

    private void Take(FrameHeader header, Payload payload)
    {
        switch (header.Kind)
        {
            case FrameKind.Accepted:
                break;
            case FrameKind.Started:
                OnStarted(header, payload);
                break;
            case FrameKind.Result:
                OnResult(payload);
                break;
            case FrameKind.Error:
                OnError(payload);
                break;
            default:
                OnFlowFrame(header, payload);
                break;
        }
    }

    // An error that cannot be read ends the connection, which could not tell a dialog that has left its table.
    private void OnError(Payload payload)
    {
        ErrorInfo info;
        try
        {
            info = MessageCoding.Read(payload, ErrorInfo.Read);
        }
        catch (MemoryPackSerializationException error)
        {
            OnFailed(new ProtocolException("its error could not be read", Link.Peer, EndpointName, error));
            throw;
        }

        Exception failure = Unpack(info);
        if (failure is RemoteActorException box && ErrorRebuilder.IsRethrown(box))
        {
            // Its constructor is the user's code, which the owner waits for: the caller may do so no longer.
            ThreadPool.UnsafeQueueUserWorkItem(static work => work.Dialog.OnRethrown(work.Box, work.Hold), (Dialog: this, Box: box, Hold: Owner.TryHold()), preferLocal: false);
            return;
        }

        OnFailed(failure);
    }

    private void OnRethrown(RemoteActorException box, WorkHold? hold)
    {
        using (hold)
        {
            OnFailed(ErrorRebuilder.Rebuild(box));
        }
    }

    // A death is one instance for all; a cancellation is judged by each dialog for itself (CTX-22).
    private Exception LossOf(Exception cause) =>
        cause is ContextCancelledException cancelled ? new ContextCancelledException(cancelled.Cancellation, Link.Peer, EndpointName) : cause;

    private void SendStart(MessageBuilder message)
    {
        try
        {
            // A link that was lost meanwhile tells this dialog through Lose.
            Link.SendBuilt(FrameKind.Start, Id, message, InitialWindow);
            NoteStartSent();
        }
        catch (MessageTooLargeException error)
        {
            Leave();
            throw PayloadException.From(error, EndpointName, PayloadPart.Arguments, "arguments", isReading: false);
        }
    }

    // The same without a message to be built first.
    private void StartSmall<TArguments>(int size, scoped ref readonly TArguments arguments)
    {
        Span<byte> message = stackalloc byte[StartMessage.PrefixBytes + PayloadCoding.SmallBytes];
        StartMessage.EncodeSmall(message, Endpoint, in arguments);
        if (Link.Dialogs.Open(this) is { } loss)
        {
            throw Portal.Unreachable(loss);
        }

        Link.SendSmall(FrameKind.Start, Id, message[..(StartMessage.PrefixBytes + size)], InitialWindow);
        NoteStartSent();
    }

    private void NoteStartSent()
    {
        Interlocked.Exchange(ref _isStartSent, 1);
        if (Volatile.Read(ref _early) is not null)
        {
            SendEarlyCancel();
        }
    }
}
