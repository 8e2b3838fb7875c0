using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using MemoryPack;
using Microsoft.Extensions.Logging;
using Tractor.CompilerServices;
using Tractor.Dialogs;
using Tractor.Logging;
using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.Links;

/// <summary>The connection to one identified peer, with the dialogs that it carries.</summary>
internal sealed class Link : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly ILinkHandler _handler;
    private readonly ActorLimits _limits;
    private readonly ILogger _logger;
    private readonly PendingCancels _cancels = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource<Exception> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _reason;
    private Task _running = Task.CompletedTask;

    public Link(IConnection connection, ActorId peer, bool isConnector, ILinkHandler handler, ActorLimits limits, ILogger logger)
    {
        _connection = connection;
        _handler = handler;
        _limits = limits;
        _logger = logger;
        Peer = peer;
        Dialogs = new DialogTable(isConnector);
        Outgoing = new OutgoingQueue(connection, limits.MaxQueuedBytes) { Failed = Abort };
    }

    public ActorId Peer { get; }

    public DialogTable Dialogs { get; }

    public OutgoingQueue Outgoing { get; }

    /// <summary>Completes when nothing is received any more, with the reason; the dialogs have not heard of it yet.</summary>
    public Task<Exception> Closed => _closed.Task;

    public bool IsClosed => _closed.Task.IsCompleted;

    /// <summary>The last words of a peer that ended in order; null as long as it said none.</summary>
    public Cancellation? PeerEnding { get; private set; }

    /// <summary>Makes of the reason of the end what the dialogs hear: it may wait for a child's exit status.</summary>
    public Func<Link, Exception, Task<Exception>> ExplainLoss { get; init; } =
        static (link, reason) => Task.FromResult<Exception>(LossOf(link, reason));

    /// <summary>Starts to receive. The link owns the task until it is disposed.</summary>
    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Sends a frame without a body. False when the connection is gone.</summary>
    public bool Send(FrameKind kind, ulong dialog) =>
        Outgoing.TryAppend(kind, FrameFlags.None, dialog, ReadOnlySequence<byte>.Empty);

    /// <summary>Sends one of the library's own messages. False when the connection is gone.</summary>
    public bool Send<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>(FrameKind kind, ulong dialog, T message)
    {
        MessageBuilder builder = MessageBuilders.Rent();
        try
        {
            MessageCoding.Write(builder, message);
            return Outgoing.TryAppend(kind, FrameFlags.None, dialog, builder.Written);
        }
        finally
        {
            MessageBuilders.Return(builder);
        }
    }

    /// <summary>Sends a value of the user's. False when the connection is gone.</summary>
    /// <exception cref="Exception">The codec failed, or the value is too large; nothing was sent.</exception>
    public bool SendValue<T>(FrameKind kind, ulong dialog, PayloadCodec<T> codec, scoped ref readonly T value)
    {
        MessageBuilder builder = MessageBuilders.Rent();
        try
        {
            PayloadCoding.Encode(codec, builder, in value);
            return SendBuilt(kind, dialog, builder);
        }
        finally
        {
            MessageBuilders.Return(builder);
        }
    }

    /// <summary>Sends what <paramref name="builder"/> holds. False when the connection is gone.</summary>
    public bool SendBuilt(FrameKind kind, ulong dialog, MessageBuilder builder)
    {
        ThrowIfTooLarge(builder);
        return Outgoing.TryAppend(kind, FrameFlags.None, dialog, builder.Written);
    }

    /// <exception cref="InvalidOperationException">It is larger than a message may be.</exception>
    public void ThrowIfTooLarge(MessageBuilder builder)
    {
        if (builder.Length > _limits.MaxMessageBytes)
        {
            throw new InvalidOperationException($"The message has {builder.Length} bytes; the limit is {_limits.MaxMessageBytes} (ActorLimits.MaxMessageBytes).");
        }
    }

    /// <summary>Asks the peer to end. True when its tasks are over; false when the connection is or was lost (CAN-01).</summary>
    public async Task<bool> CancelPeerAsync(Cancellation cancellation, TimeSpan budget)
    {
        (ulong request, Task<bool> done) = _cancels.Open();
        if (IsClosed || !Send(FrameKind.CancelActor, request, CancelMessage.From(cancellation, budget)))
        {
            _cancels.Complete(request, false);
        }

        return await done.ConfigureAwait(false);
    }

    /// <summary>Ends the connection at once; what waits to be sent is dropped.</summary>
    public void Abort(Exception reason)
    {
        Interlocked.CompareExchange(ref _reason, reason, null);
        _connection.Abort();
        Outgoing.Close(reason);
    }

    /// <summary>Sends what waits, then ends the connection in order.</summary>
    public async Task CloseAsync(Cancellation last, TimeSpan limit, TimeProvider time)
    {
        Send(FrameKind.Ending, 0, CancelMessage.From(last, TimeSpan.Zero));
        try
        {
            await Outgoing.FlushAsync().WaitAsync(limit, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            LinkLog.FlushTimedOut(_logger, Peer);
        }

        await DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        Interlocked.CompareExchange(ref _reason, new PeerLostException(Peer, "this side closed the connection"), null);
        await _closing.CancelAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
        _connection.Abort();
        await _running.ConfigureAwait(false);
        _closing.Dispose();
    }

    private static PeerLostException LossOf(Link link, Exception reason) =>
        reason as PeerLostException ?? new PeerLostException(link.Peer, reason.Message, link.Dialogs.CallsInFlight(), reason);

    private async Task RunAsync()
    {
        Exception reason;
        using (FrameReceiver receiver = new(_connection, _limits.MaxMessageBytes))
        {
            reason = await ReceiveAsync(receiver).ConfigureAwait(false);
        }

        Interlocked.CompareExchange(ref _reason, reason, null);
        Outgoing.Close(_reason);
        _connection.Abort();
        LinkLog.Closed(_logger, Peer, _reason.Message);
        _closed.TrySetResult(_reason);
        _cancels.Close();
        Exception loss = await ExplainLoss(this, _reason).ConfigureAwait(false);
        Dialogs.Lose(loss);
    }

    private async Task<Exception> ReceiveAsync(FrameReceiver receiver)
    {
        try
        {
            await receiver.RunAsync(Handle, _closing.Token).ConfigureAwait(false);
            return PeerEnding is { } ending
                ? new PeerLostException(Peer, $"it ended in order, {ending}")
                : new PeerLostException(Peer, "it closed the connection");
        }
        catch (ProtocolException error)
        {
            LinkLog.PeerBrokeProtocol(_logger, Peer, error.Message);
            return error;
        }
        catch (MemoryPackSerializationException error)
        {
            LinkLog.PeerBrokeProtocol(_logger, Peer, error.Message);
            return new ProtocolException($"a message could not be read: {error.Message}", Peer, null, error);
        }
#pragma warning disable CA1031 // Whatever ends the reading is the reason that every dialog hears.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return error;
        }
    }

    private void Handle(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        switch (header.Kind)
        {
            case FrameKind.Start:
                OnStart(header, payload);
                break;
            case FrameKind.CancelActor:
                _handler.OnCancelActor(this, header.Dialog, MessageCoding.Read<CancelMessage>(payload));
                break;
            case FrameKind.CancelActorDone:
                _cancels.Complete(header.Dialog, true);
                break;
            case FrameKind.Ending:
                PeerEnding = MessageCoding.Read<CancelMessage>(payload).ToCancellation(Peer);
                _handler.OnEnding(this, PeerEnding);
                break;
            case >= FrameKind.Accepted and <= FrameKind.Overrun:
                OnDialogFrame(header, payload);
                break;
            default:
                throw new ProtocolException($"frame kind {(byte)header.Kind} is unknown here", Peer);
        }
    }

    private void OnStart(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        if (!Dialogs.IsPeers(header.Dialog))
        {
            throw new ProtocolException($"dialog id {header.Dialog} is of the other side", Peer);
        }

        _handler.OnStart(this, header, payload);
    }

    // Late frames of a dialog that ended here are no fault: the two sides' frames cross (RPC-08).
    private void OnDialogFrame(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        if (Dialogs.Find(header.Dialog) is { } dialog)
        {
            dialog.Receive(header, payload);
        }
        else if (header.Kind is not (FrameKind.Stop or FrameKind.Cancel or FrameKind.Credit))
        {
            LinkLog.FrameDropped(_logger, header.Kind.ToString(), Peer, header.Dialog);
        }
    }
}
