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
    private bool _isUnlimited = overflow != StreamOverflow.Wait;

    public StreamOverflow Overflow { get; private set; } = overflow;

    public readonly int Window => _window;

    public readonly ushort InitialWindow => _isUnlimited ? Credit.UnlimitedWindow : (ushort)_window;

    /// <summary>Whether one more item is too much; a sender that waits for credit never sends it.</summary>
    public readonly bool IsOverrun(int unread) => _isUnlimited && unread >= _window;

    /// <summary>Takes the user's choice; gives what is to be granted for it.</summary>
    public Credit Change(StreamOptions options)
    {
        int wanted = options.Window ?? _window;
        int more = Math.Max(0, wanted - _window);
        maxWindow = options.Window is null ? maxWindow : wanted;
        _window = Math.Max(wanted, 1);
        Overflow = options.Overflow ?? Overflow;
        if (Overflow != StreamOverflow.Wait && !_isUnlimited)
        {
            _isUnlimited = true;
            return new Credit(int.MaxValue / 2, int.MaxValue / 2);
        }

        return _isUnlimited ? default : new Credit(more, 0);
    }

    /// <summary>Notes items that were read; gives what is to be granted now.</summary>
    public Credit Consume(int items, int bytes, bool isStarved)
    {
        if (_isUnlimited)
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
