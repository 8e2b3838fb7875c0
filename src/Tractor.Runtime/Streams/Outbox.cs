using System.Runtime.CompilerServices;
using Tractor.CompilerServices;
using Tractor.Wire;

namespace Tractor.Streams;

/// <summary>The sending direction of a stream: an item leaves when the receiver's credit covers it.</summary>
internal sealed class Outbox<T>(IStreamOwner owner, PayloadCodec<T> codec)
{
    private readonly Lock _gate = new();
    private readonly Queue<CreditWaiter> _waiters = new();
    private CreditWaiter? _spare;
    private long _items;
    private long _bytes = owner.Limits.StreamWindowBytes;
    private bool _isUnlimited;
    private bool _isStopped;
    private Exception? _failure;
    private Exception? _cancellation;

    /// <summary>Takes the window that the peer's opening frame grants.</summary>
    public void SetWindow(ushort window)
    {
        if (window == Credit.UnlimitedWindow)
        {
            _isUnlimited = true;
            AddCredit(default);
        }
        else
        {
            AddCredit(new Credit(window, 0));
        }
    }

    /// <summary>The receiver has room for more; on the connection's reading thread.</summary>
    public void AddCredit(Credit credit)
    {
        lock (_gate)
        {
            _items += credit.Items;
            _bytes += credit.Bytes;
            WakeCovered();
        }
    }

    /// <summary>The dialog ended or its connection is lost: nothing can be sent any more.</summary>
    public void Fail(Exception failure)
    {
        lock (_gate)
        {
            _failure ??= failure;
            WakeAll();
        }
    }

    /// <summary>The scope that the local side belongs to is cancelled: who waits here is released.</summary>
    public void Cancel(Exception cancellation)
    {
        lock (_gate)
        {
            _cancellation ??= cancellation;
            WakeAll();
        }
    }

    /// <summary>An item was refused: the receiver's window was full, and it does not wait. The next send tells.</summary>
    public void Overrun(Exception overrun) => Fail(overrun);

    /// <summary>Ends this direction; sends Stop once.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            if (_isStopped)
            {
                return;
            }

            _isStopped = true;
            WakeAll();
        }

        if (owner.TryStop())
        {
            owner.Link.Send(FrameKind.Stop, owner.DialogId);
        }
    }

    /// <summary>Sends if the credit covers it. False when it would have to wait.</summary>
    public bool TrySend(T item)
    {
        if (!TryTakeCredit())
        {
            return false;
        }

        SendNow(item);
        return true;
    }

    public ValueTask SendAsync(T item, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        try
        {
            if (!owner.Link.Outgoing.IsCrowded && TryTakeCredit())
            {
                SendNow(item);
                return default;
            }
        }
        catch (Exception error)
        {
            return ValueTask.FromException(error);
        }

        return SendLaterAsync(item, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendLaterAsync(T item, CancellationToken cancellationToken)
    {
        await owner.Link.Outgoing.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
        while (!TryTakeCredit())
        {
            await WaitCreditAsync(cancellationToken).ConfigureAwait(false);
        }

        SendNow(item);
    }

    private async ValueTask WaitCreditAsync(CancellationToken cancellationToken)
    {
        CreditWaiter? waiter = TryEnqueue();
        if (waiter is null)
        {
            return;
        }

        try
        {
            await waiter.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _spare = waiter;
            }
        }
    }

    // Null when there is credit, or an end to be told, by now.
    private CreditWaiter? TryEnqueue()
    {
        lock (_gate)
        {
            if (HasCredit || _isStopped || _failure is not null || _cancellation is not null)
            {
                return null;
            }

            CreditWaiter waiter = _spare ?? new CreditWaiter(owner);
            _spare = null;
            waiter.Arm();
            _waiters.Enqueue(waiter);
            return waiter;
        }
    }

    private bool HasCredit => _isUnlimited || (_items > 0 && _bytes > 0);

    private bool TryTakeCredit()
    {
        lock (_gate)
        {
            ThrowIfEnded();
            if (!HasCredit)
            {
                return false;
            }

            _items--;
            return true;
        }
    }

    private void ThrowIfEnded()
    {
        if (_isStopped)
        {
            throw new StreamClosedException(owner.EndpointName, owner.Link.Peer, closedByPeer: false);
        }

        if ((_failure ?? _cancellation) is { } error)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
        }
    }

    private void SendNow(T item)
    {
        MessageBuilder message = MessageBuilders.Rent();
        try
        {
            Encode(message, item);
            int size = (int)message.Length;
            owner.Link.SendBuilt(FrameKind.Item, owner.DialogId, message);
            lock (_gate)
            {
                _bytes -= size;
            }
        }
        catch
        {
            // What was not sent takes no room at the receiver.
            AddCredit(new Credit(1, 0));
            throw;
        }
        finally
        {
            MessageBuilders.Return(message);
        }
    }

    private void Encode(MessageBuilder message, T item)
    {
        try
        {
            PayloadCoding.Encode(codec, message, in item);
        }
        catch (Exception error)
        {
            throw PayloadException.From(error, owner.EndpointName, PayloadPart.Item, typeof(T).ToString(), isReading: false);
        }
    }

    // Woken, a sender takes its share as if it came anew; who gave up waiting uses none.
    private void WakeCovered()
    {
        long covered = _isUnlimited ? long.MaxValue : _bytes > 0 ? _items : 0;
        while (covered > 0 && _waiters.TryDequeue(out CreditWaiter? waiter))
        {
            covered -= waiter.Wake() ? 1 : 0;
        }
    }

    private void WakeAll()
    {
        while (_waiters.TryDequeue(out CreditWaiter? waiter))
        {
            waiter.Wake();
        }
    }
}
