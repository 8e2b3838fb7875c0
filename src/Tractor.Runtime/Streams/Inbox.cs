using System.Runtime.ExceptionServices;
using Tractor.CompilerServices;
using Tractor.Logging;
using Tractor.Wire;

namespace Tractor.Streams;

/// <summary>
/// The items of one direction that came and were not read. The reader of the connection puts them in and never waits;
/// one local reader takes them out, which gives the sender credit for more. The consumer takes a whole batch at a time,
/// so that the two share the lock once a batch and not once an item.
/// </summary>
internal sealed class Inbox<T> : IBroadcastSource<T>
{
    private readonly IStreamOwner _owner;
    private readonly PayloadCodec<T> _codec;
    private readonly Lock _gate = new();
    private readonly InboxWaiter _waiter;
    private readonly CreditLedger _ledger;
    private readonly int _fixedSize;
    private ItemBuffer<T> _arrived;
    private ItemBuffer<T> _batch;
    private CreditPolicy _policy;
    private CreditLimit _dropped;
    private BatchClaim _claim;
    private int _late;
    private bool _hasEnded;
    private bool _isDropping;
    private volatile bool _isReleased;
    private Exception? _closed;
    private Exception? _failure;
    private Exception? _cancellation;

    public Inbox(IStreamOwner owner, PayloadCodec<T> codec)
    {
        _owner = owner;
        _codec = codec;
        _fixedSize = ItemSize.Of(codec, owner.Limits);
        _arrived = new ItemBuffer<T>(_fixedSize);
        _batch = new ItemBuffer<T>(_fixedSize);
        _waiter = new InboxWaiter(owner, _gate, Conclude);
        _policy = new CreditPolicy(owner.Limits.StreamWindow, owner.Limits.MaxStreamWindow, owner.Limits.StreamWindowBytes, owner.Limits.StreamOverflow);
        _ledger = new CreditLedger(_policy.Window, Credit.InitialBytes);
        if (_policy.Overflow != StreamOverflow.Wait)
        {
            _ledger.Lift();
        }
    }

    /// <summary>How many items may be unread.</summary>
    public int Window => _policy.Window;

    /// <summary>What the frame that opens this direction tells the sender.</summary>
    public ushort InitialWindow => _policy.InitialWindow;

    /// <summary>What the peer failed with, once it is known.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    public bool IsClosed => Volatile.Read(ref _closed) is not null;

    /// <summary>Tells the sender, right behind the frame that opens this direction, what that frame has no room for.</summary>
    public void Announce()
    {
        if (_policy.Opening is { } opening)
        {
            _ledger.Tell(opening);
            opening.Send(_owner);
        }
    }

    /// <summary>Sets how this side receives, when the user opens the stream and before anything is read.</summary>
    public void Configure(StreamOptions options)
    {
        bool waited, waits;
        CreditLimit limit;
        lock (_gate)
        {
            int window = _policy.Window;
            waited = _policy.Overflow == StreamOverflow.Wait;
            _policy.Change(options);
            waits = _policy.Overflow == StreamOverflow.Wait;
            limit = _policy.Limit(_dropped);
            if (waits == waited && (!waits || _policy.Window == window))
            {
                return;
            }
        }

        if (waits)
        {
            _ledger.Tell(limit);
            limit.Send(_owner);
        }
        else
        {
            SendUnlimited();
        }
    }

    /// <summary>
    /// Puts an item in; on the connection's reading thread. False when it finds no room and its sender is to be told:
    /// what follows is dropped then, so that the reader sees no gap.
    /// </summary>
    /// <exception cref="ProtocolException">The sender had no credit for it.</exception>
    public bool Put(Payload payload)
    {
        int size = _codec.FixedSize;
        if (size is 0 or > FrameLimits.ItemsBytes)
        {
            return PutOne(payload);
        }

        if (payload.Length == 0 || payload.Length % size != 0)
        {
            throw new ProtocolException($"a frame of items has {payload.Length} bytes, items have {size}", _owner.Link.Peer, _owner.EndpointName);
        }

        return _fixedSize > 0 ? PutMany(payload) : PutEach(payload, size);
    }

    // Each is larger than a message may be here, and is told to who reads it, in its place.
    private bool PutEach(ReadOnlySpan<byte> items, int size)
    {
        bool taken = true;
        for (; !items.IsEmpty; items = items[size..])
        {
            taken &= PutOne(new Payload(items[..size]));
        }

        return taken;
    }

    // All of a frame under one lock, and as they lie there.
    private bool PutMany(ReadOnlySpan<byte> items)
    {
        bool wake = false;
        bool refused = false;
        lock (_gate)
        {
            if (!_isDropping && !_hasEnded)
            {
                refused = !AddMany(items);
                wake = _arrived.Count > 0 && _waiter.TryClaim();
            }
            else
            {
                NoteLate(items.Length / _fixedSize);
            }
        }

        _waiter.Wake(wake);
        return !refused;
    }

    private bool AddMany(ReadOnlySpan<byte> items)
    {
        if (_policy.Overflow == StreamOverflow.Wait && !_ledger.IsLifted)
        {
            TakeCredit(items.Length / _fixedSize, _fixedSize);
            _arrived.AddMany(items);
            return true;
        }

        for (; !items.IsEmpty; items = items[_fixedSize..])
        {
            if (!HasRoom(_fixedSize))
            {
                _isDropping = true;
                return false;
            }

            _arrived.AddMany(items[.._fixedSize]);
        }

        return true;
    }

    private bool PutOne(Payload payload)
    {
        ReceivedItem<T> item = Receive(payload.Within(_owner.Limits.MaxMessageBytes));
        bool wake = false;
        bool refused = false;
        lock (_gate)
        {
            if (_isDropping || _hasEnded)
            {
                NoteLate(1);
                item.Payload?.Release();
            }
            else if (HasRoom(item.Bytes))
            {
                _arrived.Add(item);
                wake = _waiter.TryClaim();
            }
            else
            {
                _isDropping = true;
                refused = true;
                item.Payload?.Release();
            }
        }

        _waiter.Wake(wake);
        return !refused;
    }

    /// <summary>The peer sends no more: after what is unread comes the end, or the failure.</summary>
    public void End(Exception? failure)
    {
        bool wake;
        int late;
        lock (_gate)
        {
            _failure ??= failure;
            _hasEnded = true;
            (late, _late) = (_late, 0);
            wake = _waiter.TryClaim();
        }

        _waiter.Wake(wake);
        NoteDropped(late);
    }

    /// <summary>The scope that the local side belongs to is cancelled: its reader is released, whatever is unread.</summary>
    public void Cancel(Exception cancellation)
    {
        bool wake;
        lock (_gate)
        {
            _cancellation ??= cancellation;
            _isReleased = true;
            wake = _waiter.TryClaim();
        }

        _waiter.Wake(wake);
    }

    /// <summary>Nobody is to read here any more: what came and comes is dropped, and never holds the sender up.</summary>
    public void Close()
    {
        bool wake, holdsUp;
        int unread;
        lock (_gate)
        {
            if (_closed is not null)
            {
                return;
            }

            unread = _arrived.Count;

            holdsUp = !_hasEnded && _policy.Overflow == StreamOverflow.Wait;
            _closed = StreamEnd.ClosedHere(_owner);
            _isReleased = true;
            _isDropping = true;
            _arrived.Release();
            wake = _waiter.TryClaim();
        }

        unread += ReleaseBatch();
        if (holdsUp)
        {
            SendUnlimited();
        }

        NoteDropped(unread);
        _waiter.Wake(wake);
    }

    /// <summary>Claims the reading for one receive; every <see cref="WaitAsync"/> and <see cref="TryTakeOwned"/> needs it.</summary>
    /// <exception cref="InvalidOperationException">Another receive is under way.</exception>
    public void Enter()
    {
        if (!_claim.TryTakeForReader())
        {
            throw new InvalidOperationException($"Two receives at once on the stream of {_owner.EndpointName}; use Subscribe for several readers.");
        }
    }

    public void Exit()
    {
        _claim.Release();
        if (_isReleased && IsClosed)
        {
            NoteDropped(ReleaseBatch());
        }
    }

    /// <summary>Takes an item that is there. One reader at a time.</summary>
    public bool TryTake(out T item)
    {
        Enter();
        try
        {
            return TryTakeOwned(out item);
        }
        finally
        {
            Exit();
        }
    }

    public bool TryTakeOwned(out T item)
    {
        if (_fixedSize > 0 && !_isReleased && _batch.TryTakeFixed(out item!))
        {
            NoteRead(_fixedSize);
            return true;
        }

        bool taken = TryTakeReceived(out ReceivedItem<T> received);
        item = taken ? Decode(received) : default!;
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
            if (Look(out Exception? error) is { } isThere)
            {
                return error is null ? new ValueTask<bool>(isThere) : ValueTask.FromException<bool>(error);
            }

            _waiter.Arm();
        }

        return _waiter.WaitAsync(cancellationToken);
    }

    // What a wait gives that is over.
    private bool Conclude()
    {
        Exception? error;
        bool isThere;
        lock (_gate)
        {
            isThere = Look(out error) ?? true;
        }

        if (error is not null)
        {
            ExceptionDispatchInfo.Throw(error);
        }

        return isThere;
    }

    // True: something is to be read. False: nothing comes, because of the error if there is one. Null: nothing yet.
    private bool? Look(out Exception? error)
    {
        error = null;
        if (!_isReleased && (_arrived.Count > 0 || _batch.Count > 0))
        {
            return true;
        }

        error = _closed ?? StreamEnd.Choose(_owner, _failure, _cancellation);
        return error is not null || _hasEnded ? false : null;
    }

    // Where the oldest items give way, the reader takes them one by one, so that the oldest are always in one place.
    private bool TryTakeReceived(out ReceivedItem<T> received)
    {
        received = default;
        if (_isReleased)
        {
            return false;
        }

        if (_policy.Overflow == StreamOverflow.DropOldest)
        {
            lock (_gate)
            {
                return _arrived.TryTake(out received);
            }
        }

        if (_batch.Count == 0 && !SwapBatch())
        {
            return false;
        }

        _batch.TryTake(out received);
        NoteRead(received.Bytes);
        return true;
    }

    private void NoteRead(int bytes) =>
        Grant(_policy.Consume(1, bytes, isStarved: _batch.Count == 0 && _arrived.Count == 0));

    // Of a closed inbox: what the reader holds is its own as long as it is at it.
    private int ReleaseBatch()
    {
        if (!_claim.TryTakeForClose())
        {
            return 0;
        }

        int unread = _batch.Count;
        _batch.Release();
        _claim.Release();
        return unread;
    }

    // What comes behind the close is told of with the end.
    private void NoteLate(int items) => _late += _closed is null ? 0 : items;

    // Each item is told of once (CTX-31).
    private void NoteDropped(int count)
    {
        if (count > 0)
        {
            StreamLog.Discarded(_owner.Logger, count, _owner.EndpointName);
        }
    }

    private T Decode(in ReceivedItem<T> received) =>
        received.Payload is { } payload ? payload.Decode(_codec, _owner.EndpointName, PayloadPart.Item, _owner.DialogId) : received.Value!;

    // What cannot be decoded is told to who reads it, in its place.
    private ReceivedItem<T> Receive(Payload payload)
    {
        ReceivedItem<T> item = new() { Bytes = payload.Length };
        if (_codec.IsSelfContained || Blocks.FormOf<T>() == BlockForm.Array)
        {
            try
            {
                // What fails here is read again where it is told.
                item.Value = ReceivedPayload.Decode(_codec, payload, _owner.EndpointName, PayloadPart.Item, dialog: 0);
                return item;
            }
            catch (PayloadException)
            {
                item.Value = default;
            }
        }

        item.Payload = payload.Keep();
        return item;
    }

    private int MostUnread => Math.Max(_policy.Window, _owner.Limits.MaxStreamWindow);

    private int MostUnreadBytes => Math.Max(_owner.Limits.StreamWindowBytes, Credit.InitialBytes);

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

    // The sender is to know after the ledger does: what it sends then is covered.
    private void Grant(Credit credit)
    {
        if (credit.Items > 0 || credit.Bytes > 0)
        {
            _ledger.Grant(credit);
            credit.Send(_owner);
        }
    }

    private void SendUnlimited()
    {
        _ledger.Lift();
        Credit.Unlimited.Send(_owner);
    }

    private bool HasRoom(int bytes)
    {
        int unread = _arrived.Count + _batch.Count;
        if (_policy.Overflow == StreamOverflow.Wait)
        {
            TakeCredit(1, bytes);

            // A sender that was told before to send as it likes may have done so; what it may have filled is bounded.
            return !_ledger.IsLifted || (unread < MostUnread && _arrived.Bytes + _batch.Bytes < MostUnreadBytes);
        }

        while (_policy.Overflow == StreamOverflow.DropOldest && _policy.IsOverrun(_arrived.Count, _arrived.Bytes) && _arrived.TryTake(out ReceivedItem<T> oldest))
        {
            _dropped = new CreditLimit(_dropped.Items + 1, _dropped.Bytes + oldest.Bytes);
            oldest.Payload?.Release();
        }

        return _policy.Overflow == StreamOverflow.DropOldest || !_policy.IsOverrun(unread, _arrived.Bytes + _batch.Bytes);
    }

    private void TakeCredit(int items, int bytesEach)
    {
        if (!_ledger.TryTake(items, bytesEach))
        {
            throw new ProtocolException($"more items came, or more bytes of them, than the window of {_policy.Window} items allowed", _owner.Link.Peer, _owner.EndpointName);
        }
    }
}
