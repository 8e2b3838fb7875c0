namespace Tractor.Links;

/// <summary>
/// Senders that wait for the same, first come first served. All members but <see cref="TryLeave"/> and <see cref="Keep"/>
/// under the gate.
/// </summary>
/// <param name="gate">Guards it.</param>
/// <param name="link">Where who is woken goes on, on its reader's thread if that wakes it; null: always on the pool.</param>
internal sealed class SendWaiters(Lock gate, Link? link)
{
    private const int MostSpares = 64;

    private readonly LinkedList<SendWaiter> _waiting = new();
    private readonly LinkedList<SendWaiter> _spares = new();

    public int Count => _waiting.Count;

    /// <summary>Whether they are among those that hear of room; of who tells them.</summary>
    public bool IsToldOfRoom { get; set; }

    public SendWaiter Enter()
    {
        SendWaiter waiter = _spares.Last?.Value ?? new SendWaiter(this);
        waiter.Node.List?.Remove(waiter.Node);
        waiter.Arm();
        _waiting.AddLast(waiter.Node);
        return waiter;
    }

    /// <summary>Hands the first one what it waits for.</summary>
    public void HandOver() => Wake(isHanded: true);

    /// <summary>Lets all go on with nothing, to look again.</summary>
    public void ReleaseAll()
    {
        while (_waiting.Count > 0)
        {
            Wake(isHanded: false);
        }
    }

    /// <summary>Keeps a waiter that is done for the next sender.</summary>
    public void Keep(SendWaiter waiter)
    {
        lock (gate)
        {
            if (waiter.Node.List is null && _spares.Count < MostSpares)
            {
                _spares.AddLast(waiter.Node);
            }
        }
    }

    /// <summary>Who gives up waiting leaves; false when it was woken before.</summary>
    public bool TryLeave(SendWaiter waiter)
    {
        lock (gate)
        {
            if (waiter.Node.List != _waiting)
            {
                return false;
            }

            _waiting.Remove(waiter.Node);
            return true;
        }
    }

    private void Wake(bool isHanded)
    {
        SendWaiter waiter = _waiting.First!.Value;
        _waiting.RemoveFirst();
        waiter.Settle(isHanded);
        if (link is not null)
        {
            link.Schedule(waiter);
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(waiter, preferLocal: false);
        }
    }
}
