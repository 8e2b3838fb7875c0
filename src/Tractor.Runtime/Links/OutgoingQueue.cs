using Tractor.CompilerServices;
using Tractor.Reading;
using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.Links;

/// <summary>
/// What waits to be sent on one connection. A frame is appended whole under a lock, then sent by whoever finds nobody
/// sending; what is appended meanwhile leaves with the next send, so that many senders share system calls and a lone
/// message is not delayed. Large messages leave in parts, one with each send, so that they do not hold the others up.
/// </summary>
internal sealed class OutgoingQueue : IThreadPoolWorkItem
{
    // After so many sends for others a caller's thread hands the sending to the pool.
    private const int MaxTurns = 8;

    // So much is worth a system call of its own even while more may follow: the peer handles it meanwhile. Less than a page
    // with what the kernel adds to it: a socket's buffer counts whole pages.
    private const int CorkBytes = 3500;

    // And so are so many frames.
    private const int CorkFrames = 16;

    private readonly Lock _gate = new();
    private readonly ParcelQueue _parcels = new();
    private readonly RoomWaits _waits;
    private readonly FrameSender _sender;
    private readonly UnreadAnswers _answers;
    private readonly int _mostWaiting;
    private readonly Action _finishSend;
    private FrameBuffer _pending = new();
    private FrameBuffer _sending = new();
    private ReadOnlyMemory<byte> _part;
    private long _queuedBytes;
    private bool _isSending;
    private volatile bool _isFull;
    private ValueTask _pendingSend;
    private Exception? _failure;

    public OutgoingQueue(IConnection connection, ActorLimits limits)
    {
        _waits = new RoomWaits(_gate);
        _sender = new FrameSender(connection, limits.ReadSpin);
        _answers = new UnreadAnswers(limits.MaxUnreadAnswerBytes);
        _mostWaiting = limits.MaxQueuedBytes;
        _finishSend = FinishSend;
    }

    /// <summary>While its thread handles what was received, what it sends is held back to be sent together.</summary>
    public IReader? Reader { get; set; }

    /// <summary>Called once, when sending failed.</summary>
    public Action<Exception>? Failed { get; set; }

    /// <summary>The bytes that wait to be sent; those under way not counted.</summary>
    public long WaitingBytes => Volatile.Read(ref _queuedBytes);

    /// <summary>Whether so much waits to be sent that senders of data should wait.</summary>
    public bool IsCrowded => WaitingBytes >= _mostWaiting;

    /// <summary>Whether senders of blocks should wait: the connection takes no more, so that a block would have to be copied.</summary>
    public bool IsFull => _isFull || IsCrowded;

    /// <summary>Appends what was built; a large message gives its memory away. False when the connection cannot send any more.</summary>
    public bool TryAppend(FrameKind kind, ulong dialog, MessageBuilder message, ushort window = 0)
    {
        if (message.Length > FrameLimits.PartBytes)
        {
            return TryAppend(new Parcel(kind, dialog, message.Detach(), window));
        }

        bool send;
        lock (_gate)
        {
            if (!TryPrepare(kind, dialog))
            {
                return false;
            }

            BufferOf(kind, dialog).Append(new FrameHeader((int)message.Length, kind, FrameFlags.None, dialog, window), message.Written);
            send = BecomesSender();
        }

        return Go(send);
    }

    /// <summary>Appends a copy of the bytes. False when the connection cannot send any more.</summary>
    public bool TryAppend(FrameKind kind, ulong dialog, ReadOnlySpan<byte> payload, ushort window = 0)
    {
        if (payload.Length > FrameLimits.PartBytes)
        {
            return TryAppend(Parcel.CopyOf(kind, dialog, payload, window));
        }

        bool send;
        lock (_gate)
        {
            if (!TryPrepare(kind, dialog))
            {
                return false;
            }

            BufferOf(kind, dialog).Append(new FrameHeader(payload.Length, kind, FrameFlags.None, dialog, window), payload);
            _answers.Note(kind, payload.Length);
            send = BecomesSender();
        }

        return Go(send);
    }

    /// <summary>
    /// Sends a block from the caller's memory as far as the connection takes it at once, and copies the rest. False when the
    /// connection cannot send any more.
    /// </summary>
    public bool TryAppendBlock(FrameKind kind, ulong dialog, ReadOnlyMemory<byte> block)
    {
        Parcel? parcel = block.Length > FrameLimits.PartBytes - Blocks.PrefixBytes ? new Parcel(kind, dialog, block) : null;
        lock (_gate)
        {
            if (!TryPrepare(kind, dialog))
            {
                return false;
            }

            if (!_isSending)
            {
                _isSending = true;
                TakeForDirect(kind, dialog, block, parcel);
            }
            else if (parcel is null)
            {
                FrameBuffer buffer = BufferOf(kind, dialog);
                buffer.AppendBlockHead(kind, dialog, block.Length);
                buffer.AppendFrames(block.Span);
                CountQueued();
                return true;
            }
            else
            {
                block = default;
            }
        }

        if (block.IsEmpty)
        {
            parcel!.Own();
            return TryAppend(parcel);
        }

        SendBorrowed(parcel);
        return true;
    }

    /// <summary>Gives up what a dialog that is over still has to send.</summary>
    public void GiveUp(ulong dialog)
    {
        if (WaitingBytes == 0)
        {
            return;
        }

        lock (_gate)
        {
            if (_failure is null)
            {
                _parcels.GiveUp(dialog, _pending);
                CountQueued();
            }
        }
    }

    /// <summary>Sends what was held back.</summary>
    public void Uncork()
    {
        if (WaitingBytes != 0)
        {
            UncorkForAnother();
        }
    }

    /// <summary>
    /// Sends what another thread held back. It looks under the lock: who appended before finds it here, and who appends
    /// later finds there that it leads no more.
    /// </summary>
    public void UncorkForAnother()
    {
        lock (_gate)
        {
            if (_failure is not null || _isSending || _pending.Length == 0)
            {
                return;
            }

            _isSending = true;
        }

        SendPending();
    }

    /// <summary>
    /// Guards the queue. Senders of stream items count their credit under it too, so that an item costs one lock.
    /// </summary>
    public Lock Gate => _gate;

    /// <summary>Appends an item of fixed size, under the gate. True when the caller is to <see cref="Send"/> behind it.</summary>
    public bool AppendItem<T>(ulong dialog, T item, int size, int maxMessageBytes)
    {
        if (_failure is not null)
        {
            return false;
        }

        BufferOf(FrameKind.Item, dialog).AppendItem(dialog, item, size, maxMessageBytes);
        return BecomesSender();
    }

    /// <summary>Sends what is there; for who was told to.</summary>
    public void Send() => SendPending();

    /// <summary>Goes on with the sending in place of a thread that has done enough of it.</summary>
    void IThreadPoolWorkItem.Execute() => SendPending();

    /// <summary>Waits until fewer bytes wait than the limit; completes at once in the normal case.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (_gate)
        {
            if (_failure is not null || !IsCrowded)
            {
                return default;
            }

            waiter = _waits.Enter();
        }

        return waiter.WaitForReleaseAsync(cancellationToken);
    }

    /// <summary>
    /// Under the gate: has all of <paramref name="waiters"/> released when there is room. False when there is by now.
    /// </summary>
    /// <param name="waiters">They.</param>
    /// <param name="forBlock">Whether they wait until the connection takes more, too.</param>
    public bool TryAwaitRoom(Waiters waiters, bool forBlock)
    {
        if (_failure is not null || !(forBlock ? IsFull : IsCrowded))
        {
            return false;
        }

        _waits.Tell(waiters);
        return true;
    }

    /// <summary>Completes when everything appended so far was given to the connection, or it failed.</summary>
    public Task FlushAsync()
    {
        lock (_gate)
        {
            return _failure is not null || (!_isSending && _pending.Length == 0) ? Task.CompletedTask : _waits.WaitForIdle();
        }
    }

    /// <summary>Gives the buffers back and refuses what follows. It is no failure: whoever closes knows.</summary>
    public void Close(Exception cause) => TryEnd(cause);

    // Under the lock, before an append. What an error ends is not to be sent any more.
    private bool TryPrepare(FrameKind kind, ulong dialog)
    {
        if (kind == FrameKind.Error && _failure is null && !_parcels.IsEmpty)
        {
            _parcels.GiveUp(dialog, _pending);
        }

        return _failure is null;
    }

    // Where a frame goes: behind the large message of its dialog, if there is one, and the order of the two matters.
    private FrameBuffer BufferOf(FrameKind kind, ulong dialog) =>
        !_parcels.IsEmpty && _parcels.TryFindBefore(kind, dialog, out Parcel? last) ? last.Behind : _pending;

    private bool TryAppend(Parcel parcel)
    {
        bool send;
        lock (_gate)
        {
            if (!TryPrepare(parcel.Kind, parcel.Dialog))
            {
                parcel.Release();
                return false;
            }

            _parcels.Add(parcel);
            _answers.Note(parcel.Kind, parcel.Left);
            CountQueued();
            send = !_isSending;
            _isSending = true;
        }

        return Go(send);
    }

    private bool Go(bool send)
    {
        if (_answers.Excess is { } excess)
        {
            Fail(excess);
            return false;
        }

        if (send)
        {
            SendPending();
        }

        return true;
    }

    // Under the lock, behind an append: whether the caller is to send.
    private bool BecomesSender()
    {
        CountQueued();
        if (_isSending || IsCorked)
        {
            return false;
        }

        _isSending = true;
        return true;
    }

    private void CountQueued() => Volatile.Write(ref _queuedBytes, _pending.Length + _parcels.Bytes);

    // Read under the lock: who takes the lead over uncorks after it has taken it, so nothing is left behind.
    private bool IsCorked => Reader is { IsLedByThisThread: true } && _pending.Length < CorkBytes && _pending.Frames < CorkFrames;

    private void TakeForDirect(FrameKind kind, ulong dialog, ReadOnlyMemory<byte> block, Parcel? parcel)
    {
        (_pending, _sending) = (_sending, _pending);
        if (parcel is not null)
        {
            _parcels.Add(parcel);
            _part = _parcels.TakePart(_sending);
        }
        else
        {
            _sending.AppendBlockHead(kind, dialog, block.Length);
            _part = block;
        }

        CountQueued();
    }

    // Sends what is of the caller's memory, one frame or a whole message, before it returns.
    private void SendBorrowed(Parcel? parcel)
    {
        do
        {
            if (!TrySend(isBorrowed: true, parcel))
            {
                return;
            }
        }
        while (parcel is { IsDone: false } && TakePending());

        SendPending();
    }

    private void SendPending()
    {
        for (int turn = 0; turn < MaxTurns; turn++)
        {
            if (!TakePending() || !TrySend(isBorrowed: false, null))
            {
                return;
            }
        }

        // The queue itself: a delegate with a state would cost an object each time.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    // False when the send goes on, or failed: then this thread has nothing left to do.
    private bool TrySend(bool isBorrowed, Parcel? borrowed)
    {
        try
        {
            ValueTask send = isBorrowed ? _sender.SendBorrowedAsync(_sending, _part, borrowed) : _sender.SendAsync(_sending, _part);
            if (!send.IsCompletedSuccessfully)
            {
                _isFull = true;
                _pendingSend = send;
                send.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_finishSend);
                return false;
            }

            send.GetAwaiter().GetResult();
            return true;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Fail(error);
            return false;
        }
    }

    // One at a time: nobody else sends meanwhile.
    private void FinishSend()
    {
        ValueTask send = _pendingSend;
        _pendingSend = default;
        try
        {
            send.GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Fail(error);
            return;
        }

        SendPending();
    }

    // What was being sent has left. Takes what is to be sent next; false when there is nothing.
    private bool TakePending()
    {
        lock (_gate)
        {
            _sending.Clear();
            _part = default;
            _isFull = false;
            _parcels.EndPart(_pending);
            bool more = _failure is null && (_pending.Length > 0 || !_parcels.IsEmpty);
            if (more)
            {
                (_pending, _sending) = (_sending, _pending);
                _part = _parcels.TakePart(_sending);
                _answers.Clear();
            }
            else
            {
                _isSending = false;
            }

            CountQueued();
            _waits.Update(hasRoom: !IsCrowded, isIdle: !more);
            return more;
        }
    }

    private void Fail(Exception cause)
    {
        if (TryEnd(cause))
        {
            Failed?.Invoke(cause);
        }
    }

    private bool TryEnd(Exception cause)
    {
        lock (_gate)
        {
            if (_failure is not null)
            {
                return false;
            }

            _failure = cause;
            _pending.Release();
            _parcels.Clear();
            _isFull = false;
            CountQueued();
            _waits.Update(hasRoom: true, isIdle: true);
            return true;
        }
    }
}
