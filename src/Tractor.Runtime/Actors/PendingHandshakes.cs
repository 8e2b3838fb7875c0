using Tractor.Transport;

namespace Tractor.Actors;

/// <summary>
/// The connections that are identifying themselves, the oldest first. Where there are too many, the oldest that has not
/// shown that it is of the tree gives way: who connects and says nothing keeps nobody out.
/// </summary>
internal sealed class PendingHandshakes
{
    private readonly Lock _gate = new();
    private readonly LinkedList<PendingHandshake> _strangers = new();

    public PendingHandshake Add(IConnection connection)
    {
        PendingHandshake pending = new(connection);
        lock (_gate)
        {
            pending.Node = _strangers.AddLast(pending);
        }

        return pending;
    }

    /// <summary>It has shown that it is of the tree. False when it had to give way before.</summary>
    public bool TryKeep(PendingHandshake pending)
    {
        lock (_gate)
        {
            Remove(pending);
            return !pending.IsDropped;
        }
    }

    /// <summary>It is over.</summary>
    public void End(PendingHandshake pending)
    {
        lock (_gate)
        {
            Remove(pending);
        }
    }

    /// <summary>Has the oldest stranger give way; its handshake ends soon.</summary>
    public void DropOldest()
    {
        PendingHandshake? oldest;
        lock (_gate)
        {
            oldest = _strangers.First?.Value;
            if (oldest is not null)
            {
                Remove(oldest);
                oldest.IsDropped = true;
            }
        }

        oldest?.Connection.Abort();
    }

    private void Remove(PendingHandshake pending)
    {
        if (pending.Node is { } node)
        {
            _strangers.Remove(node);
            pending.Node = null;
        }
    }
}
