using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Tractor.AsyncMethods;
using Tractor.CompilerServices;
using Tractor.Errors;
using Tractor.Links;
using Tractor.Wire;

namespace Tractor.Streams;

/// <summary>
/// The sending direction of a stream: an item leaves when the receiver's credit covers it. Credit is kept as totals from
/// the first item on, so that the receiver can narrow it as well as widen it.
/// </summary>
internal sealed class Outbox<T>
{
    private readonly IStreamOwner _owner;
    private readonly PayloadCodec<T> _codec;
    private readonly int _fixedSize;
    private readonly OutgoingQueue _outgoing;
    private readonly Lock _gate;
    private readonly Waiters _queue;
    private readonly Waiters _crowd;
    private long _limitItems;
    private long _limitBytes = Credit.InitialBytes;
    private long _sentItems;
    private long _sentBytes;
    private bool _isHandedOver;
    private int _sending;
    private volatile bool _isUnlimited;
    private volatile bool _isStopped;
    private Exception? _failure;
    private Exception? _cancellation;

    public Outbox(IStreamOwner owner, PayloadCodec<T> codec)
    {
        _owner = owner;
        _codec = codec;
        _fixedSize = ItemSize.Of(codec, owner.Limits);
        _outgoing = owner.Link.Outgoing;
        _gate = _outgoing.Gate;
        _queue = new Waiters(_gate, owner.Link);
        _crowd = new Waiters(_gate, link: null);
    }

    /// <summary>Takes the window that the peer's opening frame grants.</summary>
    public void SetWindow(ushort window) =>
        AddCredit(window == Credit.UnlimitedWindow ? Credit.Unlimited : new Credit(window, 0));

    /// <summary>Takes a Credit frame, on the connection's reading thread.</summary>
    /// <exception cref="ProtocolException">It is malformed.</exception>
    public void TakeCredit(ReadOnlySpan<byte> payload)
    {
        if (payload.Length == CreditLimit.Size)
        {
            SetLimit(CreditLimit.Read(payload, _owner.Link.Peer, _owner.EndpointName));
        }
        else
        {
            AddCredit(Credit.Read(payload, _owner.Link.Peer, _owner.EndpointName));
        }
    }

    /// <summary>The dialog ended or its connection is lost: nothing can be sent any more.</summary>
    public void Fail(Exception failure)
    {
        lock (_gate)
        {
            _failure = StreamEnd.Replaces(_failure, failure) ? failure : _failure;
            ReleaseAll();
        }
    }

    /// <summary>The scope that the local side belongs to is cancelled: who waits here is released.</summary>
    public void Cancel(Exception cancellation)
    {
        lock (_gate)
        {
            _cancellation ??= cancellation;
            ReleaseAll();
        }
    }

    /// <summary>Ends this direction; sends Stop once, behind the items that are being sent.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _isStopped = true;
            ReleaseAll();
        }

        if (Interlocked.CompareExchange(ref _sending, 0, 0) == 0)
        {
            SendStop();
        }
    }

    /// <summary>Sends if that needs no waiting.</summary>
    public bool TrySend(T item)
    {
        if (HasCredit && !IsCrowded)
        {
            bool sent = TrySendNow(item, isHanded: false);
            if (sent)
            {
                Blocks.Dispose(in item);
            }

            return sent;
        }

        ThrowIfOver();
        return false;
    }

    public ValueTask SendAsync(T item, CancellationToken cancellationToken) =>
        Blocks.AreGivenAway<T>() ? SendAwayAsync(item, cancellationToken) : SendLentAsync(item, cancellationToken);

    // Whatever comes of it, nobody else disposes the item.
    [AsyncMethodBuilder(typeof(PooledValueTaskMethodBuilder))]
    private async ValueTask SendAwayAsync(T item, CancellationToken cancellationToken)
    {
        try
        {
            await SendLentAsync(item, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Blocks.Dispose(in item);
        }
    }

    private ValueTask SendLentAsync(T item, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        try
        {
            if (HasCredit && !IsCrowded && TrySendNow(item, isHanded: false))
            {
                return default;
            }
        }
        catch (Exception error)
        {
            return ValueTask.FromException(error);
        }

        return SendLaterAsync(item, cancellationToken);
    }

    // A hint without the lock; what is sent is counted under it.
    private bool HasCredit =>
        _queue.Count == 0 && !Volatile.Read(ref _isHandedOver) && (_isUnlimited || (Volatile.Read(ref _sentItems) < Volatile.Read(ref _limitItems) && Volatile.Read(ref _sentBytes) < Volatile.Read(ref _limitBytes)));

    private bool IsCrowded => Blocks.Are<T>() ? _outgoing.IsFull : _outgoing.IsCrowded;

    [AsyncMethodBuilder(typeof(PooledValueTaskMethodBuilder))]
    private async ValueTask SendLaterAsync(T item, CancellationToken cancellationToken)
    {
        bool isHanded = false;
        do
        {
            if (!isHanded && WaitForCredit() is { } creditor)
            {
                isHanded = await creditor.WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            if (IsCrowded && WaitForRoom() is { } waiter)
            {
                try
                {
                    await waiter.WaitAsync(cancellationToken).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (isHanded)
                {
                    GiveBack();
                    throw;
                }
            }
        }
        while (!TrySendNow(item, isHanded));
    }

    // Null when there is credit by now.
    private Waiter? WaitForCredit()
    {
        lock (_gate)
        {
            ThrowIfEnded();
            return HasCredit ? null : _queue.Enter();
        }
    }

    // The room is the connection's, but the end of this stream ends the waiting too. Null when there is room by now, or the end.
    private Waiter? WaitForRoom()
    {
        lock (_gate)
        {
            return !HasEnded && _outgoing.TryAwaitRoom(_crowd, Blocks.Are<T>()) ? _crowd.Enter() : null;
        }
    }

    private bool TrySendNow(T item, bool isHanded)
    {
        if (_fixedSize > 0)
        {
            return TrySendFixed(item, isHanded);
        }

        return TryGetLarge(item, isHanded, out ReadOnlyMemory<byte> block)
            ? TrySendBlock(block, isHanded)
            : TrySendBuilt(item, isHanded);
    }

    // One that was disposed before cannot be sent.
    private bool TryGetLarge(T item, bool isHanded, out ReadOnlyMemory<byte> block)
    {
        try
        {
            return Blocks.TryGetLarge(in item, out block);
        }
        catch (Exception error) when (Blocks.AreGivenAway<T>())
        {
            throw Unsendable(error, isHanded);
        }
    }

    private bool TrySendBuilt(T item, bool isHanded)
    {
        MessageBuilder message = MessageBuilders.Rent();
        try
        {
            Encode(message, item, isHanded);
            return TryCount((int)message.Length, isHanded) && Send(message);
        }
        finally
        {
            MessageBuilders.Return(message);
        }
    }

    // The count and the item under one lock: it costs more than all else.
    private bool TrySendFixed(T item, bool isHanded)
    {
        bool send;
        lock (_gate)
        {
            if (!TryTakeCredit(_fixedSize, isHanded))
            {
                return false;
            }

            send = _outgoing.AppendItem(_owner.DialogId, item, _fixedSize, _owner.Limits.MaxMessageBytes);
        }

        if (send)
        {
            _outgoing.Send();
        }

        return true;
    }

    private bool TrySendBlock(ReadOnlyMemory<byte> block, bool isHanded)
    {
        int bytes = checked(block.Length + Blocks.PrefixBytes);
        try
        {
            _owner.Link.ThrowIfTooLarge(bytes);
        }
        catch (MessageTooLargeException error)
        {
            throw Unsendable(error, isHanded);
        }

        if (!TryCount(bytes, isHanded))
        {
            return false;
        }

        try
        {
            _owner.Link.SendBlock(FrameKind.Item, _owner.DialogId, block);
        }
        finally
        {
            EndSending();
        }

        return true;
    }

    private void Encode(MessageBuilder message, T item, bool isHanded)
    {
        try
        {
            PayloadCoding.Encode(_codec, message, in item);
            _owner.Link.ThrowIfTooLarge(message.Length);
        }
        catch (Exception error)
        {
            throw Unsendable(error, isHanded);
        }
    }

    // The item was not sent: credit that was handed over for it goes to the next.
    private PayloadException Unsendable(Exception error, bool isHanded)
    {
        if (isHanded)
        {
            GiveBack();
        }

        return PayloadException.From(error, _owner.EndpointName, PayloadPart.Item, typeof(T).ToString(), isReading: false);
    }

    private bool TryCount(int bytes, bool isHanded)
    {
        lock (_gate)
        {
            bool canSend = TryTakeCredit(bytes, isHanded);
            if (canSend)
            {
                Interlocked.Increment(ref _sending);
            }

            return canSend;
        }
    }

    // Credit that was handed over is counted as an item already; its bytes are known here, and the next one may go then.
    private bool TryTakeCredit(int bytes, bool isHanded)
    {
        ThrowIfEnded();
        if (!isHanded)
        {
            if (!HasCredit)
            {
                return false;
            }

            _sentItems++;
        }

        _sentBytes += bytes;
        if (isHanded)
        {
            _isHandedOver = false;
            HandOver();
        }

        return true;
    }

    // An item behind its Stop would break the grammar: who stops while others send leaves it to the last of them.
    private bool Send(MessageBuilder message)
    {
        try
        {
            _owner.Link.SendBuilt(FrameKind.Item, _owner.DialogId, message);
        }
        finally
        {
            EndSending();
        }

        return true;
    }

    private void EndSending()
    {
        if (Interlocked.Decrement(ref _sending) == 0 && _isStopped)
        {
            SendStop();
        }
    }

    private void SendStop()
    {
        if (_owner.TryStop())
        {
            _owner.Link.Send(FrameKind.Stop, _owner.DialogId);
        }
    }

    // Totals stay within their range whatever a peer grants.
    private void AddCredit(Credit credit)
    {
        lock (_gate)
        {
            _isUnlimited |= credit.IsUnlimited;
            _limitItems += Math.Min(credit.Items, long.MaxValue - _limitItems);
            _limitBytes += Math.Min(credit.Bytes, long.MaxValue - _limitBytes);
            HandOver();
        }
    }

    private void SetLimit(CreditLimit limit)
    {
        lock (_gate)
        {
            _isUnlimited = false;
            _limitItems = limit.Items;
            _limitBytes = limit.Bytes;
            HandOver();
        }
    }

    // Who was handed credit does not send after all.
    private void GiveBack()
    {
        lock (_gate)
        {
            _sentItems--;
            _isHandedOver = false;
            HandOver();
        }
    }

    // To one sender at a time: how many bytes its item has is not known yet, and they may be all that is left.
    private void HandOver()
    {
        if (_queue.Count > 0 && !_isHandedOver && (_isUnlimited || (_sentItems < _limitItems && _sentBytes < _limitBytes)))
        {
            _sentItems++;
            _isHandedOver = true;
            _queue.HandOver();
        }
    }

    private void ReleaseAll()
    {
        _queue.ReleaseAll();
        _crowd.ReleaseAll();
    }

    private bool HasEnded => _isStopped || _failure is not null || _cancellation is not null;

    private void ThrowIfOver()
    {
        lock (_gate)
        {
            ThrowIfEnded();
        }
    }

    private void ThrowIfEnded()
    {
        if (_isStopped)
        {
            throw StreamEnd.ClosedHere(_owner);
        }

        if ((_failure is not null || _cancellation is not null) && StreamEnd.Choose(_owner, _failure, _cancellation) is { } error)
        {
            ExceptionDispatchInfo.Throw(error);
        }
    }
}
