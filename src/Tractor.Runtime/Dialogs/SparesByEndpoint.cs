namespace Tractor.Dialogs;

/// <summary>Spare dialogs, by the endpoint that they are with.</summary>
internal sealed class SparesByEndpoint
{
    private readonly Lock _gate = new();

    // Replaced as a whole when there is one more, so that it is read without the lock; a concurrent collection would have
    // its assembly loaded in each child.
    private Dictionary<object, Entry> _entries = [];
    private Entry? _recent;

    /// <summary>Of how many endpoints there are or were spares.</summary>
    internal int Count => Volatile.Read(ref _entries).Count;

    /// <summary>The spares for an endpoint's descriptor; <typeparamref name="T"/> is always the same for the same one.</summary>
    public Spares<T> For<T>(object endpoint)
        where T : Dialog
    {
        Entry? entry = Volatile.Read(ref _recent);
        if (entry?.Endpoint != endpoint)
        {
            entry = Volatile.Read(ref _entries).TryGetValue(endpoint, out Entry? known) ? known : Add<T>(endpoint);
            Volatile.Write(ref _recent, entry);
        }

        return (Spares<T>)entry.Spares;
    }

    private Entry Add<T>(object endpoint)
        where T : Dialog
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(endpoint, out Entry? entry))
            {
                entry = new Entry(endpoint, new Spares<T>());
                Volatile.Write(ref _entries, new Dictionary<object, Entry>(_entries) { [endpoint] = entry });
            }

            return entry;
        }
    }

    private sealed record Entry(object Endpoint, object Spares);
}
