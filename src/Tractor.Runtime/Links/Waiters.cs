namespace Tractor.Links;

/// <summary>
/// Those who wait for the same, first come first served. All members but <see cref="TryLeave"/> and <see cref="Keep"/>
/// under the gate.
/// </summary>
/// <param name="gate">Guards it.</param>
/// <param name="link">Where who is woken goes on, on its reader's thread if that wakes it; null: always on the pool.</param>
internal sealed class Waiters(Lock gate, Link? link)
{
    private const int MostSpares = 64;

    private readonly LinkedList<Waiter> _waiting = new();
    private readonly LinkedList<Waiter> _spares = new();

    public int Count => _waiting.Count;

    /// <summary>Whether they are among those that hear of room; of who tells them.</summary>
    public bool IsToldOfRoom { get; set; }

    public Waiter Enter()
    {
        Waiter waiter = _spares.Last?.Value ?? new Waiter(this);
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

    /// <summary>Keeps a waiter that is done for the next.</summary>
    public void Keep(Waiter waiter)
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
    public bool TryLeave(Waiter waiter)
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
        Waiter waiter = _waiting.First!.Value;
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
