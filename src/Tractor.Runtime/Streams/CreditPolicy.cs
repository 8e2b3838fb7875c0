namespace Tractor.Streams;

/// <summary>
/// When a receiver gives credit, and how much. Credit goes out once half a window was read, so that a sender that keeps
/// up never waits; a window that a fast reader empties again and again is doubled, up to its limit.
/// </summary>
internal struct CreditPolicy(int window, int maxWindow, int windowBytes, StreamOverflow overflow)
{
    private int _window = window;
    private int _consumed;
    private int _consumedBytes;

    public StreamOverflow Overflow { get; private set; } = overflow;

    public readonly int Window => _window;

    public readonly ushort InitialWindow => Overflow == StreamOverflow.Wait ? (ushort)_window : Credit.UnlimitedWindow;

    /// <summary>What the sender is to be told besides the initial window; null when it knows.</summary>
    public readonly CreditLimit? Opening =>
        Overflow == StreamOverflow.Wait && windowBytes != Credit.InitialBytes ? new CreditLimit(_window, windowBytes) : null;

    /// <summary>Whether one more item is too much where senders do not wait.</summary>
    public readonly bool IsOverrun(int unread, long unreadBytes) =>
        Overflow != StreamOverflow.Wait && (unread >= _window || unreadBytes >= windowBytes);

    /// <summary>Takes the user's choice, before anything was read.</summary>
    public void Change(StreamOptions options)
    {
        _window = options.Window ?? _window;
        maxWindow = options.Window ?? maxWindow;
        Overflow = options.Overflow ?? Overflow;
    }

    /// <summary>What the sender may send in all, when nothing was read yet.</summary>
    public readonly CreditLimit Limit(CreditLimit dropped) => new(_window + dropped.Items, windowBytes + dropped.Bytes);

    /// <summary>Notes items that were read; gives what is to be granted now.</summary>
    public Credit Consume(int items, int bytes, bool isStarved)
    {
        if (Overflow != StreamOverflow.Wait)
        {
            return default;
        }

        _consumed += items;
        _consumedBytes += bytes;
        if (_consumed < (_window + 1) / 2 && _consumedBytes < windowBytes / 2)
        {
            return default;
        }

        int growth = isStarved ? Math.Clamp(maxWindow - _window, 0, _window) : 0;
        _window += growth;
        Credit grant = new(_consumed + growth, _consumedBytes);
        _consumed = 0;
        _consumedBytes = 0;
        return grant;
    }
}
