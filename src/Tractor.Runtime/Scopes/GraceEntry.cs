namespace Tractor.Scopes;

/// <summary>One clean-up with a time of its own; disposing it tells that it is over.</summary>
internal sealed class GraceEntry(GraceLedger ledger, TimeProvider time, TimeSpan grace, Action? onLimited) : IDisposable
{
    private long _since;

    /// <summary>What it may still take; all of it before it has begun.</summary>
    public TimeSpan Left => Volatile.Read(ref _since) is var since and not 0 ? grace - time.GetElapsedTime(since) : grace;

    /// <summary>Its time runs from now on.</summary>
    public void Start() => Interlocked.CompareExchange(ref _since, time.GetTimestamp(), 0);

    /// <summary>Whoever ends the actor gives clean-ups no more than <see cref="GraceLedger.Left"/>, which is new.</summary>
    public void NoteLimit() => onLimited?.Invoke();

    public void Dispose() => ledger.Remove(this);
}
