using System.Runtime.CompilerServices;
using Tractor.AsyncMethods;
using Tractor.CompilerServices;
using Tractor.Dialogs;
using Tractor.Errors;
using Tractor.Links;
using Tractor.Logging;
using Tractor.Reading;
using Tractor.Scopes;
using Tractor.Wire;

namespace Tractor.Dispatch;

/// <summary>The callee's side of one dialog: it runs the endpoint's task and sends exactly one terminal.</summary>
internal abstract class Invocation : Dialog, IThreadPoolWorkItem, IStealAware
{
    private readonly Lock _gate = new();
    private readonly WorkHold? _hold;
    private ReceivedPayload? _arguments;
    private DialogState _state;
    private PayloadException? _unreadable;
    private Cancellation? _cancelledBy;

    protected Invocation(IInvocationHost host, Link link, FrameHeader header, DialogKind kind, string endpointName)
    {
        Host = host;
        Link = link;
        Id = header.Dialog;
        _state = new DialogState(kind);
        Scope = new Scope(host.EndpointScope, host.Id, host.EndpointScope.Time, taskName: endpointName);
        _hold = host.EndpointScope.TryHold();
    }

    public Scope Scope { get; }

    protected IInvocationHost Host { get; }

    protected Link Link { get; }

    /// <summary>Keeps the arguments and queues the task: user code never runs on the reading thread.</summary>
    public void Start(Payload arguments)
    {
        _arguments = arguments.Keep();
        if (Slowness.ShouldUsePool)
        {
            Link.ScheduleOnPool(this);
        }
        else
        {
            Link.Schedule(this);
        }
    }

    /// <summary>Ends it before it was started, so that its actor does not wait for it.</summary>
    public void Discard()
    {
        Scope.Close();
        _hold?.Dispose();
    }

    // Owned by the endpoint scope, which waits for the hold.
    void IThreadPoolWorkItem.Execute() => _ = RunAsync();

    void IStealAware.OnStolen() => Slowness.NoteHoldUp();

    public override void Receive(FrameHeader header, Payload payload)
    {
        switch (Advance(header.Kind, DialogSide.Opener))
        {
            case Verdict.Violation:
                throw new ProtocolException($"a {header.Kind} frame does not belong where it came", Link.Peer, EndpointName);
            case Verdict.Take when header.Kind == FrameKind.Cancel:
                Cancel(MessageCoding.Read(payload, CancelMessage.Read).ToCancellation(Link.Peer));
                break;
            case Verdict.Take:
                OnFlowFrame(header, payload);
                break;
            default:
                break;
        }
    }

    public override void Lose(Exception cause) =>
        Cancel(new Cancellation(Link.Peer, CancelReason.PeerLost, [Link.Peer], cause.Message));

    /// <summary>Asks the task to end. The token fires on the pool, so that no user code runs here.</summary>
    public void Cancel(Cancellation cancellation)
    {
        Interlocked.CompareExchange(ref _cancelledBy, cancellation, null);
        Scope.CancelFromOutside(cancellation);
    }

    /// <summary>What is known of how long its endpoint holds up a thread.</summary>
    protected abstract Slowness Slowness { get; }

    protected abstract Task RunEndpointAsync();

    protected abstract bool SendResult();

    protected virtual void OnFlowFrame(FrameHeader header, Payload payload) =>
        throw new ProtocolException($"a {header.Kind} frame does not belong where it came", Link.Peer, EndpointName);

    /// <summary>Feeds a frame to the grammar.</summary>
    protected Verdict Advance(FrameKind frame, DialogSide from)
    {
        lock (_gate)
        {
            (_state, Verdict verdict) = _state.Apply(frame, from);
            return verdict;
        }
    }

    protected bool HasStarted
    {
        get
        {
            lock (_gate)
            {
                return _state.Phase != DialogPhase.Starting && _state.Phase != DialogPhase.Accepted;
            }
        }
    }

    protected T DecodeArguments<T>(PayloadCodec<T> codec)
    {
        ReceivedPayload arguments = _arguments!;
        _arguments = null;
        try
        {
            return arguments.Decode(codec, EndpointName, PayloadPart.Arguments, Id);
        }
        catch (PayloadException error)
        {
            _unreadable = error;
            throw;
        }
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private async Task RunAsync()
    {
        try
        {
            try
            {
                Task running = Scope.EnterAsync(RunEndpointAsync);
                await running.Settled();
                if (!Scope.IsNothingButCancelled(running))
                {
                    await running.Uncaptured();
                }
            }
#pragma warning disable CA1031 // Whatever the endpoint throws goes to its opener (ERR-11).
            catch (Exception error)
#pragma warning restore CA1031
            {
                Scope.Record(error);
            }

            // What it started has ended when its caller hears of its end, also what it did not await.
            bool hasLeft = Scope.HasWork;
            Cancellation? before = Scope.Cause;
            if (hasLeft)
            {
                await Scope.EndLeftAsync().Uncaptured();
            }

            await WaitForRoomAsync().Uncaptured();
            await SendTerminalAsync(Volatile.Read(ref _cancelledBy) ?? (hasLeft ? before : Scope.Cause)).Uncaptured();
        }
        finally
        {
            Link.Dialogs.Remove(this);
            Scope.Close();
            _hold?.Dispose();
        }
    }

    // Like an item: a peer that does not read holds up what it called, and no more waits for it than there is room for.
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    protected async Task WaitForRoomAsync()
    {
        while (Link.Outgoing.IsCrowded && !Scope.IsCancelRequested)
        {
            try
            {
                await Link.Outgoing.WaitForRoomAsync(Scope.Token).Uncaptured();
            }
            catch (OperationCanceledException)
            {
                // Then the cancellation is what the peer is told.
            }
        }
    }

    // An error beats the cancellation it came with (CTX-14), the cancellation beats a value (CTX-13).
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private async Task SendTerminalAsync(Cancellation? cause)
    {
        if (Scope.Failure() is { } failure)
        {
            ErrorInfo error = ReferenceEquals(failure, _unreadable)
                ? PackOwn(failure)
                : await ErrorBox.PackAsync(failure, Host.Id, EndpointName, Host.EndpointScope.Time).Uncaptured();
            SendError(error);
            InvocationLog.Failed(Host.Logger, EndpointName, Link.Peer, error.Summary);
        }
        else if (cause is not null)
        {
            SendError(ErrorBox.PackCancelled(cause, Host.Id, EndpointName));
            InvocationLog.Cancelled(Host.Logger, EndpointName, Link.Peer, cause);
        }
        else
        {
            TrySendResult();
        }
    }

    private void TrySendResult()
    {
        try
        {
            if (Advance(FrameKind.Result, DialogSide.Endpoint) == Verdict.Take)
            {
                SendResult();
                return;
            }
        }
#pragma warning disable CA1031 // A result that cannot be encoded is the opener's to know (MSG-14).
        catch (Exception error)
#pragma warning restore CA1031
        {
            Tell(PackOwn(error));
            return;
        }

        SendError(PackOwn(ProtocolException.NotStarted(Host.Id, EndpointName)));
        InvocationLog.NotStarted(Host.Logger, EndpointName, Link.Peer);
    }

    // What the runtime found itself arrives as what it is; user code never saw it.
    private ErrorInfo PackOwn(Exception error) => error is TractorException own
        ? ErrorBox.PackDirect(own, Host.Id, EndpointName)
        : ErrorBox.Pack(error, Host.Id, EndpointName);

    private void SendError(ErrorInfo error)
    {
        if (Advance(FrameKind.Error, DialogSide.Endpoint) == Verdict.Take)
        {
            Tell(error);
        }
    }

    private void Tell(ErrorInfo error)
    {
        if (!Link.Send(FrameKind.Error, Id, error))
        {
            InvocationLog.NotTold(Host.Logger, EndpointName, Link.Peer);
        }
    }
}
