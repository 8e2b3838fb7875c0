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

    public void Remove(PendingChild child)
    {
        lock (_gate)
        {
            _waiting.Remove(child);
        }
    }

    /// <summary>Takes the child with that token; a token works once.</summary>
    public PendingChild? Take(Guid[]? token)
    {
        lock (_gate)
        {
            PendingChild? child = _waiting.Find(waiting => Credentials.AreEqual(waiting.Token, token));
            if (child is not null)
            {
                _waiting.Remove(child);
            }

            return child;
        }
    }
}
