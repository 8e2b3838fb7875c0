namespace Tractor.Scopes;

/// <summary>
/// The clean-ups of one actor that said how long they may take, for whoever ends the actor: they are asked for when its
/// end is, and also those that begin afterwards (E31).
/// </summary>
internal sealed class GraceLedger(EndClock clock)
{
    private readonly Lock _gate = new();
    private readonly List<GraceEntry> _entries = [];
    private Action<TimeSpan>? _ask;
    private TimeSpan _most = TimeSpan.MaxValue;
    private long _since;

    /// <summary>What is left of the time that whoever ends the actor may give to clean-ups; without such a one all time.</summary>
    public TimeSpan Left
    {
        get
        {
            lock (_gate)
            {
                return LeftNow();
            }
        }
    }

    /// <summary>A clean-up is to take so long, counted from <see cref="GraceEntry.Start"/>.</summary>
    /// <param name="grace">How long.</param>
    /// <param name="onLimited">Called, on any thread, when there is less <see cref="Left"/> than before.</param>
    public GraceEntry Enter(TimeSpan grace, Action? onLimited = null)
    {
        GraceEntry entry = new(this, clock.Time, grace, onLimited);
        Action<TimeSpan>? ask;
        TimeSpan left;
        lock (_gate)
        {
            _entries.Add(entry);
            ask = _ask;
            left = LeftNow();
        }

        ask?.Invoke(grace < left ? grace : left);
        return entry;
    }

    /// <summary>
    /// Somebody ends the actor: <paramref name="ask"/> is called, on any thread, with the time that the clean-ups still
    /// need, at most <paramref name="most"/>. The first who ends it counts.
    /// </summary>
    public void Listen(TimeSpan most, Action<TimeSpan> ask)
    {
        TimeSpan wanted;
        GraceEntry[] entries;
        lock (_gate)
        {
            if (_ask is not null)
            {
                return;
            }

            _ask = ask;
            _most = most;
            _since = clock.Now;
            wanted = LongestLeft();
            entries = _entries.ToArray();
        }

        // A dialog's cancel may have come first, and its clean-up have begun without a limit.
        foreach (GraceEntry entry in entries)
        {
            entry.NoteLimit();
        }

        if (wanted > TimeSpan.Zero)
        {
            ask(wanted < most ? wanted : most);
        }
    }

    internal void Remove(GraceEntry entry)
    {
        lock (_gate)
        {
            _entries.Remove(entry);
        }
    }

    // No query: each over a value like this one is compiled when it first runs, at the end of every child.
    private TimeSpan LongestLeft()
    {
        TimeSpan longest = TimeSpan.Zero;
        foreach (GraceEntry entry in _entries)
        {
            longest = entry.Left > longest ? entry.Left : longest;
        }

        return longest;
    }

    private TimeSpan LeftNow()
    {
        if (_most == TimeSpan.MaxValue)
        {
            return _most;
        }

        TimeSpan left = _most - clock.ElapsedSince(_since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
