namespace Tractor.Streams;

/// <summary>The senders that wait for credit, first come first served. All but <see cref="TryLeave"/> under the gate.</summary>
internal sealed class CreditQueue(IStreamOwner owner, Lock gate)
{
    private readonly LinkedList<CreditWaiter> _waiters = new();
    private CreditWaiter? _spare;

    public int Count => _waiters.Count;

    public CreditWaiter Enter()
    {
        CreditWaiter waiter = _spare ?? new CreditWaiter(this);
        _spare = null;
        waiter.Arm();
        _waiters.AddLast(waiter.Node);
        return waiter;
    }

    /// <summary>Hands the first one credit for an item.</summary>
    public void HandOver() => Wake(isHanded: true);

    /// <summary>Lets all go on without credit, to find out why.</summary>
    public void ReleaseAll()
    {
        while (_waiters.Count > 0)
        {
            Wake(isHanded: false);
        }
    }

    /// <summary>Keeps a waiter that is done for the next sender.</summary>
    public void Keep(CreditWaiter waiter) => _spare = waiter;

    /// <summary>Who gives up waiting leaves; false when it was woken before.</summary>
    public bool TryLeave(CreditWaiter waiter)
    {
        lock (gate)
        {
            if (waiter.Node.List is null)
            {
                return false;
            }

            _waiters.Remove(waiter.Node);
            return true;
        }
    }

    private void Wake(bool isHanded)
    {
        CreditWaiter waiter = _waiters.First!.Value;
        _waiters.RemoveFirst();
        waiter.Settle(isHanded);
        owner.Link.Schedule(waiter);
    }
}
