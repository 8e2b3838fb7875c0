using System.Buffers;
using Tractor.Reading;
using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.Links;

/// <summary>
/// What waits to be sent on one connection. A frame is appended whole under a lock, then sent by whoever finds nobody
/// sending; what is appended meanwhile leaves with the next send, so that many senders share system calls and a lone
/// message is not delayed.
/// </summary>
internal sealed class OutgoingQueue(IConnection connection, int maxQueuedBytes, int maxAnswerBytes)
{
    // After so many sends for others a caller's thread hands the sending to the pool.
    private const int MaxTurns = 8;

    // So much is worth a system call of its own even while more may follow: the peer handles it meanwhile. Less than a page
    // with what the kernel adds to it: a socket's buffer counts whole pages.
    private const int CorkBytes = 3500;

    // And so are so many frames.
    private const int CorkFrames = 16;

    private readonly Lock _gate = new();
    private FrameBuffer _pending = new();
    private FrameBuffer _sending = new();
    private int _pendingBytes;
    private long _answerBytes;
    private bool _isSending;
    private Exception? _failure;
    private IOException? _excess;
    private TaskCompletionSource? _room;
    private TaskCompletionSource? _idle;

    /// <summary>While its thread handles what was received, what it sends is held back to be sent together.</summary>
    public IReader? Reader { get; set; }

    /// <summary>Called once, when sending failed.</summary>
    public Action<Exception>? Failed { get; set; }

    /// <summary>Appends one frame. False when the connection cannot send any more.</summary>
    public bool TryAppend(FrameKind kind, FrameFlags flags, ulong dialog, in ReadOnlySequence<byte> payload, ushort window = 0)
    {
        bool send;
        lock (_gate)
        {
            if (_failure is not null)
            {
                return false;
            }

            _pending.Append(new FrameHeader((int)payload.Length, kind, flags, dialog, window), payload);
            NoteAnswer(kind, (int)payload.Length);
            send = BecomesSender();
        }

        return Go(send);
    }

    /// <summary>Sends what was held back.</summary>
    public void Uncork()
    {
        if (Volatile.Read(ref _pendingBytes) != 0)
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

        _pending.AppendItem(dialog, item, size, maxMessageBytes);
        return BecomesSender();
    }

    /// <summary>Sends what is there; for who was told to.</summary>
    public void Send() => SendPending();

    /// <summary>Appends one frame with a few bytes. False when the connection cannot send any more.</summary>
    public bool TryAppend(FrameKind kind, ulong dialog, ReadOnlySpan<byte> payload, ushort window = 0)
    {
        bool send;
        lock (_gate)
        {
            if (_failure is not null)
            {
                return false;
            }

            _pending.Append(new FrameHeader(payload.Length, kind, FrameFlags.None, dialog, window), payload);
            NoteAnswer(kind, payload.Length);
            send = BecomesSender();
        }

        return Go(send);
    }

    /// <summary>How many bytes wait for the send that is under way to end.</summary>
    public int WaitingBytes => Volatile.Read(ref _pendingBytes);

    /// <summary>Whether so much waits to be sent that senders of data should wait.</summary>
    public bool IsCrowded => Volatile.Read(ref _pendingBytes) >= maxQueuedBytes;

    /// <summary>Waits until fewer bytes wait than the limit; completes at once in the normal case.</summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_failure is not null || _pending.Length < maxQueuedBytes)
            {
                return default;
            }

            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(_room.Task.WaitAsync(cancellationToken));
        }
    }

    /// <summary>Completes when everything appended so far was given to the connection, or it failed.</summary>
    public Task FlushAsync()
    {
        lock (_gate)
        {
            if (_failure is not null || (!_isSending && _pending.Length == 0))
            {
                return Task.CompletedTask;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    /// <summary>Gives the buffers back and refuses what follows.</summary>
    public void Close(Exception cause) => Fail(cause);

    // Under the lock, behind an append. Senders of data wait for room; what a peer's frames bring about by themselves
    // cannot, so there is an end to it.
    private void NoteAnswer(FrameKind kind, int bytes)
    {
        if (kind is not (FrameKind.Error or FrameKind.Credit or FrameKind.Overrun or FrameKind.Accepted or FrameKind.CancelActorDone))
        {
            return;
        }

        _answerBytes += FrameHeader.Size + bytes;
        if (_answerBytes > maxAnswerBytes)
        {
            _excess ??= new IOException($"it does not read: {_answerBytes} bytes of answers wait for it, the limit is {maxAnswerBytes} (ActorLimits.MaxUnreadAnswerBytes)");
        }
    }

    private bool Go(bool send)
    {
        if (_excess is { } excess)
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
        _pendingBytes = _pending.Length;
        if (_isSending || IsCorked)
        {
            return false;
        }

        _isSending = true;
        return true;
    }

    // Read under the lock: who takes the lead over uncorks after it has taken it, so nothing is left behind.
    private bool IsCorked => Reader is { IsLedByThisThread: true } && _pending.Length < CorkBytes && _pending.Frames < CorkFrames;

    private void SendPending()
    {
        for (int turn = 0; turn < MaxTurns; turn++)
        {
            if (!TakePending())
            {
                return;
            }

            if (!TrySend())
            {
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.SendPending(), this, preferLocal: false);
    }

    // False when the send goes on, or failed: then this thread has nothing left to do.
    private bool TrySend()
    {
        try
        {
            ValueTask send = connection.SendAsync(_sending.Written);
            if (!send.IsCompletedSuccessfully)
            {
                _ = FinishSendAsync(send);
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

    // Owned by the queue: it ends with the send, and every failure goes to Fail.
    private async Task FinishSendAsync(ValueTask send)
    {
        try
        {
            await send.ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Fail(error);
            return;
        }

        SendPending();
    }

    // Swaps the buffers; false when there is nothing left to send.
    private bool TakePending()
    {
        TaskCompletionSource? released;
        bool more;
        lock (_gate)
        {
            _sending.Clear();
            more = _failure is null && _pending.Length > 0;
            if (more)
            {
                (_pending, _sending) = (_sending, _pending);
                _pendingBytes = 0;
                _answerBytes = 0;
            }
            else
            {
                _isSending = false;
            }

            released = _room;
            _room = null;
            if (!more && _idle is not null)
            {
                _idle.TrySetResult();
                _idle = null;
            }
        }

        released?.TrySetResult();
        return more;
    }

    private void Fail(Exception cause)
    {
        lock (_gate)
        {
            if (_failure is not null)
            {
                return;
            }

            _failure = cause;
            _pending.Release();
            _pendingBytes = 0;
            _room?.TrySetResult();
            _room = null;
            _idle?.TrySetResult();
            _idle = null;
        }

        Failed?.Invoke(cause);
    }
}
