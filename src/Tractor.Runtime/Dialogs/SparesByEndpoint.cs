using System.Collections.Concurrent;

namespace Tractor.Dialogs;

/// <summary>Spare dialogs, by the endpoint that they are with.</summary>
internal sealed class SparesByEndpoint
{
    private readonly ConcurrentDictionary<object, Entry> _entries = new();
    private Entry? _recent;

    /// <summary>Of how many endpoints there are or were spares.</summary>
    internal int Count => _entries.Count;

    /// <summary>The spares for an endpoint's descriptor; <typeparamref name="T"/> is always the same for the same one.</summary>
    public Spares<T> For<T>(object endpoint)
        where T : Dialog
    {
        Entry? entry = Volatile.Read(ref _recent);
        if (entry?.Endpoint != endpoint)
        {
            entry = _entries.GetOrAdd(endpoint, static key => new Entry(key, new Spares<T>()));
            Volatile.Write(ref _recent, entry);
        }

        return (Spares<T>)entry.Spares;
    }

    private sealed record Entry(object Endpoint, object Spares);
}
