using System.Diagnostics;
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

/// <summary>
/// Runs a call of an endpoint that takes no token. It makes a scope only when the endpoint opens something that needs
/// one, and serves the next call of its link when the endpoint always completed at once: then nothing is allocated.
/// </summary>
internal sealed class LightCall<TArguments, TResult> : Dialog, IThreadPoolWorkItem, IScopeSource, IStealAware
{
    // The watchdog's tick: on the reading thread this is what shows that an endpoint blocks.
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(1);

    private readonly CallEndpoint<TArguments, TResult> _endpoint;
    private readonly IInvocationHost _host;
    private readonly Link _link;
    private readonly Spares<LightCall<TArguments, TResult>> _spares;
    private readonly ExecutionContext _flow;
    private readonly Lock _gate = new();
    private TArguments? _arguments;
    private ReceivedPayload? _payload;
    private PayloadException? _unreadable;
    private Scope? _scope;
    private Cancellation? _cancellation;
    private bool _isRunning;
    private bool _isShared;
    private bool _isAway;
    private bool _isOnPool;
    private volatile bool _isStolen;
    private long _since;
    private int _runner;

    public LightCall(CallEndpoint<TArguments, TResult> endpoint, IInvocationHost host, Link link, Spares<LightCall<TArguments, TResult>> spares)
    {
        _endpoint = endpoint;
        _host = host;
        _link = link;
        _spares = spares;
        _flow = CaptureFlow();
    }

    public override string EndpointName => _endpoint.Name;

    /// <summary>The call's scope; that of the actor's endpoints for who kept the flow of a call that is over.</summary>
    public Scope Scope
    {
        get
        {
            lock (_gate)
            {
                return IsAskedByCall ? _scope ??= MakeScope() : _host.EndpointScope;
            }
        }
    }

    // All calls of one object have one flow. Of one that served before, another thread than the one that runs the call may be
    // what an earlier call left running.
    private bool IsAskedByCall => _isRunning && (!_isShared || _isAway || _runner == Environment.CurrentManagedThreadId);

    /// <summary>Takes the arguments and has the endpoint run.</summary>
    public void Start(FrameHeader header, Payload arguments)
    {
        Id = header.Dialog;
        ArgumentBytes = arguments.Length;
        _isRunning = true;
        Read(arguments);
        if (!_link.Dialogs.TryAccept(this))
        {
            _host.EndpointScope.ExitWork();
            throw new ProtocolException($"dialog id {header.Dialog} is in use", _link.Peer);
        }

        _isOnPool = Slowness.ShouldUsePool;
        if (_isOnPool)
        {
            _link.ScheduleOnPool(this);
        }
        else
        {
            _link.Schedule(this);
        }
    }

    public override void Receive(FrameHeader header, Payload payload)
    {
        if (header.Kind != FrameKind.Cancel)
        {
            throw new ProtocolException($"a {header.Kind} frame does not belong where it came", _link.Peer, EndpointName);
        }

        Cancel(MessageCoding.Read(payload, CancelMessage.Read).ToCancellation(_link.Peer));
    }

    public override void Lose(Exception cause) =>
        Cancel(new Cancellation(_link.Peer, CancelReason.PeerLost, [_link.Peer], cause.Message));

    void IThreadPoolWorkItem.Execute() =>
        ExecutionContext.Run(_flow, static call => ((LightCall<TArguments, TResult>)call!).Run(), this);

    void IStealAware.OnStolen()
    {
        _isStolen = true;
        Slowness.NoteHoldUp();
    }

    private Slowness Slowness => _endpoint.Slowness;

    private ExecutionContext CaptureFlow()
    {
        ExecutionContext? captured = null;
        ExecutionContext.Run(CleanFlow.Value, _ =>
        {
            _host.EnterFlow(null);
            Scope.EnterFlow(this);
            captured = ExecutionContext.Capture();
        }, null);
        return captured!;
    }

    private void Read(Payload arguments)
    {
        _payload = null;
        if (!_endpoint.Arguments.IsSelfContained || arguments.Excess is not null || !TryDecode(arguments))
        {
            _payload = arguments.Keep();
        }
    }

    // Bytes that cannot be read are read again where their error is told.
    private bool TryDecode(Payload arguments)
    {
        try
        {
            _arguments = PayloadCoding.Decode(_endpoint.Arguments, arguments);
            return true;
        }
#pragma warning disable CA1031 // See above.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private void Run()
    {
        if (!TryReadLater())
        {
            return;
        }

        _runner = Environment.CurrentManagedThreadId;
        _since = _isOnPool ? Stopwatch.GetTimestamp() : 0;
        ValueTask<TResult> task;
        try
        {
            task = _endpoint.Invoke(_arguments!, CancellationToken.None);
            if (!task.IsCompleted)
            {
                _isAway = true;
                Slowness.NoteWait();

                // Owned by the endpoint scope, which waits for its work.
                _ = AwaitAsync(task);
                return;
            }

            Complete(task.Result, null, canRecycle: true);
        }
#pragma warning disable CA1031 // Whatever the endpoint throws goes to its opener (ERR-11).
        catch (Exception error)
#pragma warning restore CA1031
        {
            Complete(default!, error, canRecycle: false);
        }
    }

    // What cannot be read is the runtime's finding, and arrives as what it is.
    private bool TryReadLater()
    {
        try
        {
            if (_payload is { } payload)
            {
                _payload = null;
                _arguments = payload.Decode(_endpoint.Arguments, EndpointName, PayloadPart.Arguments, Id);
            }

            return true;
        }
        catch (PayloadException error)
        {
            _unreadable = error;
            Complete(default!, error, canRecycle: false);
            return false;
        }
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private async Task AwaitAsync(ValueTask<TResult> task)
    {
        try
        {
            Complete(await task.Uncaptured(), null, canRecycle: false);
        }
#pragma warning disable CA1031 // Whatever the endpoint throws goes to its opener (ERR-11).
        catch (Exception error)
#pragma warning restore CA1031
        {
            Complete(default!, error, canRecycle: false);
        }
    }

    // What it started has ended when its caller hears of its end. Where there is no room to send, it waits like an item.
    private void Complete(TResult result, Exception? error, bool canRecycle)
    {
        Scope? scope = error is null ? Volatile.Read(ref _scope) : OwnScope();
        if (error is not null)
        {
            scope!.Record(error);
        }

        if (scope is { HasWork: true } || _link.Outgoing.IsCrowded)
        {
            // Owned by the endpoint scope, which waits for its work.
            _ = CompleteLaterAsync(result);
        }
        else
        {
            CompleteNow(result, scope?.Cause, canRecycle);
        }
    }

    private async Task CompleteLaterAsync(TResult result)
    {
        Scope scope = OwnScope();
        Cancellation? before = scope.Cause;
        if (scope.HasWork)
        {
            await scope.EndLeftAsync().ConfigureAwait(false);
        }

        while (_link.Outgoing.IsCrowded && !scope.IsCancelRequested)
        {
            try
            {
                await _link.Outgoing.WaitForRoomAsync(scope.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // Then the cancellation is what the peer is told.
            }
        }

        CompleteNow(result, before, canRecycle: false);
    }

    private void CompleteNow(TResult result, Cancellation? cause, bool canRecycle)
    {
        Scope? scope;
        Cancellation? cancellation;
        lock (_gate)
        {
            _isRunning = false;
            _runner = 0;
            scope = _scope;
            cancellation = _cancellation;
        }

        if (scope?.Failure() is { } failure)
        {
            // Owned by the endpoint scope, which waits for its work. An error beats the cancellation it came with (CTX-14).
            _ = FailAsync(failure, scope);
            return;
        }

        SendTerminal(result, cancellation ?? cause ?? _host.EndpointScope.Cause);
        Leave(scope);
        if (canRecycle && scope is null && cancellation is null && !Slowness.HasWaited && !TookLong)
        {
            _arguments = default;
            _isShared = true;
            _spares.Keep(this);
        }
    }

    // It may have blocked on work of its own on other threads, as the next call of the endpoint may: that is a part of its
    // call where the object serves no second one.
    private bool TookLong => _isStolen || (_isOnPool && Stopwatch.GetElapsedTime(_since) > Long);

    private void Leave(Scope? scope)
    {
        _link.Dialogs.Remove(this);
        scope?.Close();
        _host.EndpointScope.ExitWork();
    }

    private async Task FailAsync(Exception failure, Scope scope)
    {
        try
        {
            ErrorInfo error = ReferenceEquals(failure, _unreadable)
                ? ErrorBox.PackDirect(_unreadable!, _host.Id, EndpointName)
                : await ErrorBox.PackAsync(failure, _host.Id, EndpointName, _host.EndpointScope.Time).ConfigureAwait(false);
            Tell(error);
            InvocationLog.Failed(_host.Logger, EndpointName, _link.Peer, error.Summary);
        }
        finally
        {
            Leave(scope);
        }
    }

    // A cancellation beats a value (CTX-13).
    private void SendTerminal(TResult result, Cancellation? cancellation)
    {
        if (cancellation is null)
        {
            SendResult(result);
            return;
        }

        Tell(ErrorBox.PackCancelled(cancellation, _host.Id, EndpointName));
        InvocationLog.Cancelled(_host.Logger, EndpointName, _link.Peer, cancellation);
    }

    private void Tell(ErrorInfo error)
    {
        if (!_link.Send(FrameKind.Error, Id, error))
        {
            InvocationLog.NotTold(_host.Logger, EndpointName, _link.Peer);
        }
    }

    private void SendResult(TResult result)
    {
        try
        {
            _link.SendValue(FrameKind.Result, Id, _endpoint.Result, in result);
        }
#pragma warning disable CA1031 // A result that cannot be encoded is the opener's to know (MSG-14).
        catch (Exception error)
#pragma warning restore CA1031
        {
            PayloadException problem = PayloadException.From(error, EndpointName, PayloadPart.Result, typeof(TResult).ToString(), isReading: false);
            Tell(ErrorBox.PackDirect(problem, _host.Id, EndpointName));
        }
    }

    private Scope OwnScope()
    {
        lock (_gate)
        {
            return _scope ??= MakeScope();
        }
    }

    private Scope MakeScope()
    {
        Scope scope = new(_host.EndpointScope, _host.Id, _host.EndpointScope.Time, taskName: EndpointName);
        if (_cancellation is { } cancellation)
        {
            scope.CancelFromOutside(cancellation);
        }

        return scope;
    }

    private void Cancel(Cancellation cancellation)
    {
        Scope? scope;
        lock (_gate)
        {
            if (!_isRunning)
            {
                return;
            }

            _cancellation ??= cancellation;
            scope = _scope;
        }

        scope?.CancelFromOutside(cancellation);
    }
}
