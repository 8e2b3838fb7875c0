namespace Tractor.Scopes;

/// <summary>The open scopes right below one; a child leaves when it ends.</summary>
internal sealed class ScopeChildren
{
    private readonly Lock _gate = new();
    private readonly HashSet<Scope> _children = [];
    private bool _closed;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _children.Count;
            }
        }
    }

    /// <summary>False once closed.</summary>
    public bool TryAdd(Scope child)
    {
        lock (_gate)
        {
            return !_closed && _children.Add(child);
        }
    }

    public void Remove(Scope child)
    {
        lock (_gate)
        {
            _children.Remove(child);
        }
    }

    public Scope[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _children];
        }
    }

    /// <summary>Takes no more children and hands over those that are left.</summary>
    public Scope[] Close()
    {
        lock (_gate)
        {
            _closed = true;
            Scope[] left = [.. _children];
            _children.Clear();
            return left;
        }
    }
}
