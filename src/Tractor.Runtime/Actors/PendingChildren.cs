namespace Tractor.Actors;

/// <summary>The one-time tokens that are out.</summary>
internal sealed class PendingChildren
{
    private readonly Lock _gate = new();
    private readonly List<PendingChild> _waiting = [];

    public void Add(PendingChild child)
    {
        lock (_gate)
        {
            _waiting.Add(child);
        }
    }

    /// <summary>The child of that id that is still to connect.</summary>
    public PendingChild? Find(Guid uuid)
    {
        lock (_gate)
        {
            return _waiting.Find(waiting => waiting.Id.Uuid == uuid);
        }
    }

    /// <summary>Takes a child whose token was shown or proven: it works once.</summary>
    public bool TryTake(PendingChild child)
    {
        lock (_gate)
        {
            return _waiting.Remove(child);
        }
    }
}
