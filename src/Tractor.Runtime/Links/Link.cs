using System.Buffers;
using System.Runtime.CompilerServices;
using MemoryPack;
using Microsoft.Extensions.Logging;
using Tractor.AsyncMethods;
using Tractor.CompilerServices;
using Tractor.Dialogs;
using Tractor.Errors;
using Tractor.Fields;
using Tractor.Logging;
using Tractor.Reading;
using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.Links;

/// <summary>The connection to one identified peer, with the dialogs that it carries.</summary>
internal sealed class Link : IFrameSink, IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly ILinkHandler _handler;
    private readonly ActorLimits _limits;
    private readonly ILogger _logger;
    private readonly PendingCancels _cancels = new();
    private readonly UnfinishedMessages _unfinished;
    private readonly TaskCompletionSource<Exception> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Exception> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FirstWords? _firstWords;
    private Exception? _reason;
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isStarted;
    private int _unansweredCancels;
    private int _strayFrames;

    public Link(IConnection connection, ActorId peer, bool isConnector, ILinkHandler handler, ActorLimits limits, ILogger logger)
    {
        _connection = connection;
        _handler = handler;
        _limits = limits;
        _logger = logger;
        Peer = peer;
        Dialogs = new DialogTable(isConnector);
        _unfinished = new UnfinishedMessages(peer, Dialogs, limits.MaxMessageBytes);
        Outgoing = new OutgoingQueue(connection, limits) { Failed = OnSendFailed };
    }

    public ActorId Peer { get; }

    public DialogTable Dialogs { get; }

    public OutgoingQueue Outgoing { get; }

    /// <summary>Calls that the peer made and that are over, kept for its next ones.</summary>
    public SparesByEndpoint SpareCalls { get; } = new();

    /// <summary>Completes when nothing is received any more, with the reason; the dialogs have not heard of it yet.</summary>
    public Task<Exception> Closed => _closed.Task;

    /// <summary>Completes when the dialogs have heard of the end, with what they were told.</summary>
    public Task<Exception> Lost => _lost.Task;

    public bool IsClosed => _closed.Task.IsCompleted;

    /// <summary>The last words of a peer that ended in order; null as long as it said none.</summary>
    public Cancellation? PeerEnding { get; private set; }

    /// <summary>Requests of the peer to cancel this actor that wait for their answer.</summary>
    public int UnansweredCancels => Volatile.Read(ref _unansweredCancels);

    /// <summary>Tells the peer of an error that ends the connection (ERR-14); null: it is not told.</summary>
    public Func<Link, Exception, Task>? TellPeer { get; init; }

    /// <summary>Called, on the reading thread, when the peer begins or ends to hold for debugging; null: it may not, being no child.</summary>
    public Action<bool>? PeerHolds { get; init; }

    /// <summary>Takes the first frame, and nothing else comes before it; null: the peer is no child that starts.</summary>
    public FirstWords? FirstWords
    {
        init => _firstWords = value;
    }

    /// <summary>Makes of the reason of the end what the dialogs hear: it may wait for a child's exit status.</summary>
    public Func<Link, Exception, Task<Exception>> ExplainLoss { get; init; } =
        static (link, reason) => Task.FromResult<Exception>(LossOf(link, reason));

    /// <summary>Starts to receive, on a reader of its own if one is free, else on the pool, until it is disposed.</summary>
    public void Start()
    {
        Volatile.Write(ref _isStarted, 1);
        if (OperatingSystem.IsLinux() && _connection is RawSocketConnection socket && ReaderSlots.TryTake())
        {
            LeadReader reader = new(socket, this, _limits.ReadSpin);
            Outgoing.Reader = reader;
            reader.Start();
        }
        else
        {
            _ = Task.Run(ReadOnPoolAsync);
        }
    }

    /// <summary>
    /// Runs code that may be the user's: on the reader's thread right after the frame that woke it, else on the pool.
    /// </summary>
    public void Schedule(IThreadPoolWorkItem work)
    {
        if (Outgoing.Reader is { } reader)
        {
            if (reader.TryDefer(work))
            {
                return;
            }

            reader.NoteHandedToPool();
        }

        ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);
    }

    /// <summary>As <see cref="Schedule"/>, for what is known to take long.</summary>
    public void ScheduleOnPool(IThreadPoolWorkItem work)
    {
        Outgoing.Reader?.NoteHandedToPool();
        ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);
    }

    /// <summary>Sends a frame without a body. False when the connection is gone.</summary>
    public bool Send(FrameKind kind, ulong dialog) =>
        Outgoing.TryAppend(kind, dialog, default(ReadOnlySpan<byte>));

    /// <summary>Sends a frame with a few bytes. False when the connection is gone.</summary>
    public bool SendSmall(FrameKind kind, ulong dialog, ReadOnlySpan<byte> body, ushort window = 0) => Outgoing.TryAppend(kind, dialog, body, window);

    /// <summary>Sends one of the library's own messages. False when the connection is gone.</summary>
    public bool Send(FrameKind kind, ulong dialog, IMessage message)
    {
        FieldWriter writer = new();
        message.Write(writer);
        return Outgoing.TryAppend(kind, dialog, writer.Written);
    }

    /// <summary>Sends a value of the user's. False when the connection is gone.</summary>
    /// <exception cref="Exception">The codec failed, or the value is too large; nothing was sent.</exception>
    public bool SendValue<T>(FrameKind kind, ulong dialog, PayloadCodec<T> codec, scoped ref readonly T value)
    {
        if (codec.FixedSize is > 0 and <= PayloadCoding.SmallBytes)
        {
            Span<byte> body = stackalloc byte[PayloadCoding.SmallBytes];
            Unsafe.WriteUnaligned(ref body[0], value);
            return SendSmall(kind, dialog, body[..codec.FixedSize]);
        }

        try
        {
            return Blocks.TryGetLarge(in value, out ReadOnlyMemory<byte> block)
                ? SendBlock(kind, dialog, block)
                : SendEncoded(kind, dialog, codec, in value);
        }
        finally
        {
            Blocks.Dispose(in value);
        }
    }

    private bool SendEncoded<T>(FrameKind kind, ulong dialog, PayloadCodec<T> codec, scoped ref readonly T value)
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
    /// <exception cref="MessageTooLargeException">It is larger than a message may be; nothing was sent.</exception>
    public bool SendBuilt(FrameKind kind, ulong dialog, MessageBuilder builder, ushort window = 0)
    {
        ThrowIfTooLarge(builder.Length);
        return Outgoing.TryAppend(kind, dialog, builder, window);
    }

    /// <summary>
    /// Sends a value that is nothing but bytes, from the memory where it lies: what the connection does not take at once is
    /// copied, so that the memory is free when this returns. False when the connection is gone.
    /// </summary>
    /// <exception cref="MessageTooLargeException">It is larger than a message may be; nothing was sent.</exception>
    public bool SendBlock(FrameKind kind, ulong dialog, ReadOnlyMemory<byte> block)
    {
        ThrowIfTooLarge(block.Length + (long)Blocks.PrefixBytes);
        return Outgoing.TryAppendBlock(kind, dialog, block);
    }

    /// <exception cref="MessageTooLargeException">A message may not be so large.</exception>
    public void ThrowIfTooLarge(long bytes)
    {
        if (bytes > _limits.MaxMessageBytes)
        {
            throw new MessageTooLargeException(bytes, _limits.MaxMessageBytes);
        }
    }

    /// <summary>Asks the peer to end. True when its tasks are over; false when the connection is or was lost (CAN-01).</summary>
    /// <param name="cancellation">Who asks, and why.</param>
    /// <param name="budget">The time that it has; zero where nobody ends it if it takes longer.</param>
    /// <param name="grace">What may be added for clean-ups that said how long they take.</param>
    /// <param name="onGrace">Called, on the reading thread, when it asks for that.</param>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public async Task<bool> CancelPeerAsync(Cancellation cancellation, TimeSpan budget, TimeSpan grace = default, Action<TimeSpan>? onGrace = null)
    {
        (ulong request, Task<bool> done) = _cancels.Open(onGrace);
        EndMessage message = new(CancelMessage.From(cancellation, budget), (int)Math.Clamp(grace.TotalMilliseconds, 0, int.MaxValue));
        if (IsClosed || !Send(FrameKind.CancelActor, request, message))
        {
            _cancels.Complete(request, false);
        }

        return await done.Uncaptured();
    }

    /// <summary>The answer to a request of the peer to cancel this actor: its tasks are over.</summary>
    public void AnswerCancel(ulong request)
    {
        Send(FrameKind.CancelActorDone, request);
        Interlocked.Decrement(ref _unansweredCancels);
    }

    /// <summary>Ends the receiving behind what has come so far. False where it cannot be told what that is.</summary>
    public bool TryEndReceiving() => _connection.TryEndReceiving();

    /// <summary>Sends what waits and nothing more, and has the peer get it. For who tells the peer why its connection ends.</summary>
    /// <param name="reason">Why nothing more is sent.</param>
    /// <param name="limit">Ends the waiting for a peer that does not read, or does not end.</param>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    public async Task EndSendingAsync(Exception reason, CancellationToken limit)
    {
        Outgoing.UncorkForAnother();
        Task flushed = Outgoing.FlushAsync();
        await flushed.WaitAsync(limit).Settled();
        if (flushed.IsCompleted)
        {
            Outgoing.Close(reason);
            await _connection.LingerAsync(limit).Uncaptured();
        }
    }

    /// <summary>Ends the connection at once; what waits to be sent is dropped.</summary>
    public void Abort(Exception reason)
    {
        Interlocked.CompareExchange(ref _reason, reason, null);
        _connection.Abort();
        Outgoing.Close(reason);
    }

    /// <summary>Sends what waits, then ends the connection in order.</summary>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    public async Task CloseAsync(Cancellation last, TimeSpan limit, TimeProvider time)
    {
        Send(FrameKind.Ending, 0, CancelMessage.From(last, TimeSpan.Zero));
        try
        {
            await Outgoing.FlushAsync().WaitAsync(limit, time).Uncaptured();
        }
        catch (TimeoutException)
        {
            LinkLog.FlushTimedOut(_logger, Peer);
        }

        if (_connection.TryEndSending())
        {
            await Task.WhenAny(_closed.Task, Task.Delay(limit, time)).Uncaptured();
        }

        await DisposeAsync().Uncaptured();
    }

    [AsyncMethodBuilder(typeof(PrecompiledValueTaskMethodBuilder))]
    public async ValueTask DisposeAsync()
    {
        Interlocked.CompareExchange(ref _reason, new PeerLostException(Peer, "this side closed the connection", Dialogs.CallsInFlight()), null);
        await _connection.DisposeAsync().Uncaptured();
        _connection.Abort();
        if (Volatile.Read(ref _isStarted) != 0)
        {
            await _finished.Task.Uncaptured();
        }
    }

    /// <summary>The bytes that its connection has carried.</summary>
    public Traffic Traffic => _connection.Traffic;

    /// <summary>Peer, addresses and bytes, at any moment of its life (TPT-17).</summary>
    public string Description =>
        $"{Peer}, {_connection.Description}, {Traffic.Received} bytes received, {Traffic.Sent} sent{(IsClosed ? ", closed" : string.Empty)}";

    public override string ToString() => $"Link to {Description}";

    private static PeerLostException LossOf(Link link, Exception reason) =>
        reason as PeerLostException ?? new PeerLostException(link.Peer, reason.Message, link.Dialogs.CallsInFlight(), reason);

    // Who has closed may have said before why, and how its dialogs ended: the reader comes to that, and to the end.
    private void OnSendFailed(Exception cause)
    {
        bool isReadToItsEnd = cause is ConnectionClosedException { ClosedHere: false }
            && Volatile.Read(ref _isStarted) != 0
            && _connection.HasPeerEnded;
        if (!isReadToItsEnd)
        {
            Abort(cause);
        }
    }

    void IFrameHandler.OnFrame(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        if ((header.Flags == FrameFlags.None && _unfinished.IsEmpty) || !_unfinished.TryTake(header, payload, out LargeMessage? complete))
        {
            HandleWhole(header, payload);
        }
        else if (complete is not null)
        {
            HandleLarge(complete);
        }
    }

    LargeMessage? IFrameHandler.BeginFrame(FrameHeader header, ReadOnlySpan<byte> beginning) => _unfinished.Begin(header, beginning);

    void IFrameHandler.EndFrame(FrameHeader header, LargeMessage message)
    {
        if (_unfinished.End(header, message) is { } complete)
        {
            HandleLarge(complete);
        }
    }

    void IFrameSink.OnBatchEnd() => Outgoing.Uncork();

    void IFrameSink.OnTakeover() => Outgoing.UncorkForAnother();

    // Owned by the link, which waits for it when it is disposed.
    void IFrameSink.OnReadingEnded(Exception? error) => _ = FinishAsync(ReasonOf(error), LinkFault.IsToBeTold(error));

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private async Task ReadOnPoolAsync()
    {
        using FrameReceiver receiver = new(_connection);
        Exception? error = null;
        try
        {
            await receiver.RunAsync(this, CancellationToken.None).Uncaptured();
        }
#pragma warning disable CA1031 // Whatever ends the reading is the reason that every dialog hears.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            error = thrown;
        }

        await FinishAsync(ReasonOf(error), LinkFault.IsToBeTold(error)).Uncaptured();
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private async Task FinishAsync(Exception reason, bool isToBeTold)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null && isToBeTold && TellPeer is { } tell)
        {
            await tell(this, reason).Uncaptured();
        }

        Outgoing.Close(_reason);
        _connection.Abort();
        _unfinished.Clear();
        LinkLog.Closed(_logger, this, _reason.Message);
        _closed.TrySetResult(_reason);
        _firstWords?.Lose(this, _reason);
        _cancels.Close();
        Exception loss = await ExplainAsync(_reason).Uncaptured();
        Dialogs.Lose(loss);
        _lost.TrySetResult(loss);
        _finished.TrySetResult();
    }

    // Whatever happens, the dialogs hear of the loss: else their callers would wait for ever.
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    private async Task<Exception> ExplainAsync(Exception reason)
    {
        try
        {
            return await ExplainLoss(this, reason).Uncaptured();
        }
#pragma warning disable CA1031 // It becomes the explanation.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return LossOf(this, error);
        }
    }

    private Exception ReasonOf(Exception? error)
    {
        switch (error)
        {
            case null or ConnectionClosedException { ClosedHere: false } when PeerEnding is { } ending:
                return PeerLostException.InOrder(Peer, ending, Dialogs.CallsInFlight());
            case null:
                return new PeerLostException(Peer, "it closed the connection", Dialogs.CallsInFlight());
            case PeerLostException { IsTold: true }:
                LinkLog.PeerEndedLink(_logger, Peer, error.Message);
                return error;
            case ProtocolException:
                LinkLog.PeerBrokeProtocol(_logger, Peer, error.Message);
                return error;
            case MemoryPackSerializationException:
                LinkLog.PeerBrokeProtocol(_logger, Peer, error.Message);
                return new ProtocolException($"a message could not be read: {error.Message}", Peer, null, error);
            default:
                return error;
        }
    }

    // A frame of items of fixed size is no message: each of them is one.
    private void HandleWhole(FrameHeader header, Payload payload) =>
        Handle(header, header.Kind == FrameKind.Item && payload.Length <= FrameLimits.ItemsBytes ? payload : payload.Within(_unfinished.LimitOf(header.Kind)));

    private void HandleLarge(LargeMessage message)
    {
        try
        {
            Handle(message.First, new Payload(message));
        }
        finally
        {
            _unfinished.Recycle(message);
        }
    }

    private void Handle(FrameHeader header, Payload payload)
    {
        if (_firstWords is { } words)
        {
            words.Receive(this, header.Kind, payload);
            _firstWords = null;
            return;
        }

        switch (header.Kind)
        {
            case FrameKind.Start:
                OnStart(header, payload);
                break;
            case FrameKind.CancelActor:
                OnCancelActor(header, payload);
                break;
            case FrameKind.CancelActorGrace:
                _cancels.Extend(header.Dialog, TimeSpan.FromMilliseconds(Math.Max(MessageCoding.Read(payload, GraceMessage.Read).Milliseconds, 0)));
                break;
            case FrameKind.Error when header.Dialog == 0:
                throw LinkFault.Told(this, MessageCoding.Read(payload, ErrorInfo.Read));
            case FrameKind.CancelActorDone:
                _cancels.Complete(header.Dialog, true);
                break;
            case FrameKind.Ending:
                PeerEnding = MessageCoding.Read(payload, CancelMessage.Read).ToCancellation(Peer);
                _handler.OnEnding(this, PeerEnding);
                break;
            case FrameKind.DebugHeld or FrameKind.DebugReleased:
                OnDebugHold(header.Kind);
                break;
            case >= FrameKind.Accepted and <= FrameKind.Overrun:
                OnDialogFrame(header, payload);
                break;
            default:
                throw new ProtocolException($"frame kind {(byte)header.Kind} is unknown here", Peer);
        }
    }

    private void OnCancelActor(FrameHeader header, Payload payload)
    {
        EndMessage message = MessageCoding.Read(payload, EndMessage.Read);
        if (Interlocked.Increment(ref _unansweredCancels) > _limits.MaxPendingCancels)
        {
            throw new ProtocolException($"it has {_limits.MaxPendingCancels} requests to cancel unanswered, which is the limit (ActorLimits.MaxPendingCancels)", Peer);
        }

        _handler.OnCancelActor(this, header.Dialog, message);
    }

    private void OnDebugHold(FrameKind kind)
    {
        Action<bool> tell = PeerHolds ?? throw new ProtocolException($"it sent a frame {kind}, which only a child may send to its parent", Peer);
        tell(kind == FrameKind.DebugHeld);
    }

    private void OnStart(FrameHeader header, Payload payload)
    {
        if (!Dialogs.IsPeers(header.Dialog))
        {
            throw new ProtocolException($"dialog id {header.Dialog} is of the other side", Peer);
        }

        _handler.OnStart(this, header, payload);
    }

    // Late frames of a dialog that ended here are no fault: the two sides' frames cross (RPC-08).
    private void OnDialogFrame(FrameHeader header, Payload payload)
    {
        bool isLast = header.Kind is FrameKind.Result or FrameKind.Error;
        if ((isLast ? Dialogs.Take(header.Dialog) : Dialogs.Find(header.Dialog)) is { } dialog)
        {
            dialog.Receive(header, payload);
        }
        else if (header.Kind is not (FrameKind.Stop or FrameKind.Cancel or FrameKind.Credit))
        {
            NoteDropped(header);
        }
    }

    // One that never was is worth a warning, and a peer that sends many is not worth many: the 1st, 2nd, 4th, 8th are told.
    private void NoteDropped(FrameHeader header)
    {
        if (Dialogs.WasOpened(header.Dialog))
        {
            LinkLog.FrameDropped(_logger, header.Kind.ToString(), Peer, header.Dialog);
        }
        else if (int.IsPow2(++_strayFrames))
        {
            LinkLog.StrayFrame(_logger, header.Kind.ToString(), Peer, header.Dialog, _strayFrames);
        }
    }
}
