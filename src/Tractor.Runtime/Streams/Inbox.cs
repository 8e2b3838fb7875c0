using System.Runtime.ExceptionServices;
using System.Threading.Tasks.Sources;
using Tractor.CompilerServices;
using Tractor.Wire;

namespace Tractor.Streams;

/// <summary>
/// The items of one direction that came and were not read. The reader of the connection puts them in and never waits;
/// one local reader takes them out, which gives the sender credit for more. The consumer takes a whole batch at a time,
/// so that the two share the lock once a batch and not once an item.
/// </summary>
internal sealed class Inbox<T> : IValueTaskSource<bool>, IThreadPoolWorkItem
{
    private readonly IStreamOwner _owner;
    private readonly PayloadCodec<T> _codec;
    private readonly Lock _gate = new();
    private ItemBuffer<T> _arrived = new();
    private ItemBuffer<T> _batch = new();
    private CreditPolicy _policy;
    private ManualResetValueTaskSourceCore<bool> _waiter;
    private CancellationTokenRegistration _registration;
    private CancellationToken _cancelledBy;
    private int _readers;
    private bool _isWaiting;
    private bool _hasEnded;
    private bool _isDiscarding;
    private Exception? _failure;
    private Exception? _cancellation;

    public Inbox(IStreamOwner owner, PayloadCodec<T> codec)
    {
        _owner = owner;
        _codec = codec;
        _policy = new CreditPolicy(owner.Limits.StreamWindow, owner.Limits.MaxStreamWindow, owner.Limits.StreamWindowBytes, owner.Limits.StreamOverflow);
    }

    /// <summary>How many items may be unread.</summary>
    public int Window => _policy.Window;

    /// <summary>What the frame that opens this direction tells the sender.</summary>
    public ushort InitialWindow => _policy.InitialWindow;

    /// <summary>Sets how this side receives, when the user opens the stream.</summary>
    public void Configure(StreamOptions options)
    {
        Credit grant;
        lock (_gate)
        {
            grant = _policy.Change(options);
        }

        Grant(grant);
    }

    /// <summary>Puts an item in; on the connection's reading thread. False when it finds no room and its sender is to be told.</summary>
    public bool Put(ReadOnlySpan<byte> payload)
    {
        ReceivedItem<T> item = Receive(payload);
        bool wake;
        Credit grant = default;
        lock (_gate)
        {
            if (_isDiscarding)
            {
                item.Payload?.Release();
                grant = new Credit(1, item.Bytes);
                wake = false;
            }
            else
            {
                if (_policy.IsOverrun(_arrived.Count + _batch.Count) && !MakeRoom(ref item))
                {
                    return false;
                }

                _arrived.Add(item);
                wake = TakeWaiter();
            }
        }

        Grant(grant);
        if (wake)
        {
            _owner.Link.Schedule(this);
        }

        return true;
    }

    /// <summary>The peer sends no more: after what is unread comes the end, or the failure.</summary>
    public void End(Exception? failure)
    {
        bool wake;
        lock (_gate)
        {
            _failure ??= failure;
            _hasEnded = true;
            wake = TakeWaiter();
        }

        if (wake)
        {
            _owner.Link.Schedule(this);
        }
    }

    /// <summary>The scope that the local side belongs to is cancelled: who waits here is released.</summary>
    public void Cancel(Exception cancellation)
    {
        bool wake;
        lock (_gate)
        {
            _cancellation ??= cancellation;
            wake = TakeWaiter();
        }

        if (wake)
        {
            _owner.Link.Schedule(this);
        }
    }

    /// <summary>Nobody reads here any more: what came and comes is dropped, and never holds the sender up.</summary>
    public void Discard()
    {
        Credit grant;
        lock (_gate)
        {
            _isDiscarding = true;
            grant = _arrived.Clear();
        }

        Grant(grant);
    }

    /// <summary>Takes an item that is there. One reader at a time.</summary>
    public bool TryTake(out T item)
    {
        if (Interlocked.Exchange(ref _readers, 1) != 0)
        {
            throw TwoReaders();
        }

        bool taken = TryTakeReceived(out ReceivedItem<T> received);
        Volatile.Write(ref _readers, 0);
        item = received.Payload is { } payload ? payload.Decode(_codec, _owner.EndpointName, PayloadPart.Item) : received.Value!;
        return taken;
    }

    /// <summary>Waits until there may be an item. False at the end.</summary>
    /// <exception cref="Exception">What ended the stream, once everything before it was read; a cancellation at once.</exception>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<bool>(cancellationToken);
        }

        lock (_gate)
        {
            if (_arrived.Count > 0 || _batch.Count > 0)
            {
                return new ValueTask<bool>(true);
            }

            if (IsFinal(out Exception? error))
            {
                return error is null ? new ValueTask<bool>(false) : ValueTask.FromException<bool>(error);
            }

            if (_isWaiting)
            {
                throw TwoReaders();
            }

            _waiter.Reset();
            _isWaiting = true;
        }

        if (cancellationToken.CanBeCanceled)
        {
            _registration = cancellationToken.UnsafeRegister(static (state, token) => ((Inbox<T>)state!).CancelWait(token), this);
        }

        return new ValueTask<bool>(this, _waiter.Version);
    }

    void IThreadPoolWorkItem.Execute() => _waiter.SetResult(true);

    bool IValueTaskSource<bool>.GetResult(short token)
    {
        _registration.Dispose();
        _registration = default;
        _waiter.GetResult(token);
        lock (_gate)
        {
            if (_cancelledBy.IsCancellationRequested)
            {
                CancellationToken by = _cancelledBy;
                _cancelledBy = default;
                throw new OperationCanceledException(by);
            }

            if (_arrived.Count > 0 || _batch.Count > 0)
            {
                return true;
            }
        }

        if (IsFinal(out Exception? error) && error is not null)
        {
            ExceptionDispatchInfo.Throw(error);
        }

        return !_hasEnded;
    }

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _waiter.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _waiter.OnCompleted(continuation, state, token, flags);

    private InvalidOperationException TwoReaders() =>
        new($"Two receives at once on the stream of {_owner.EndpointName}; use Subscribe for several readers.");

    private bool TryTakeReceived(out ReceivedItem<T> received)
    {
        if (_batch.Count == 0 && !SwapBatch())
        {
            received = default;
            return false;
        }

        _batch.TryTake(out received);
        Grant(_policy.Consume(1, received.Bytes, isStarved: _batch.Count == 0));
        return true;
    }

    private ReceivedItem<T> Receive(ReadOnlySpan<byte> payload)
    {
        ReceivedItem<T> item = new() { Bytes = payload.Length };
        if (_codec.IsSelfContained)
        {
            item.Value = ReceivedPayload.Decode(_codec, payload, _owner.EndpointName, PayloadPart.Item);
        }
        else
        {
            item.Payload = new ReceivedPayload(payload);
        }

        return item;
    }

    // A failure of the peer is preferred over a cancellation here.
    private bool IsFinal(out Exception? error)
    {
        error = _failure ?? _cancellation;
        return error is not null || _hasEnded;
    }

    private bool SwapBatch()
    {
        lock (_gate)
        {
            if (_arrived.Count == 0)
            {
                return false;
            }

            (_arrived, _batch) = (_batch, _arrived);
            return true;
        }
    }

    private bool MakeRoom(ref ReceivedItem<T> item)
    {
        if (_policy.Overflow != StreamOverflow.DropOldest)
        {
            item.Payload?.Release();
            return false;
        }

        if (_arrived.TryTake(out ReceivedItem<T> oldest))
        {
            oldest.Payload?.Release();
        }

        return true;
    }

    private bool TakeWaiter()
    {
        bool waiting = _isWaiting;
        _isWaiting = false;
        return waiting;
    }

    // The waiter finds out from the token what woke it.
    private void CancelWait(CancellationToken token)
    {
        bool wake;
        lock (_gate)
        {
            wake = TakeWaiter();
            _cancelledBy = wake ? token : default;
        }

        if (wake)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void Grant(Credit credit)
    {
        if (credit.Items > 0 || credit.Bytes > 0)
        {
            Span<byte> body = stackalloc byte[Credit.Size];
            credit.Write(body);
            _owner.Link.SendSmall(FrameKind.Credit, _owner.DialogId, body);
        }
    }
}
