namespace Tractor.Dialogs;

/// <summary>
/// Dialogs that are over, kept for the next ones. One has a place of its own: calls one after another need no lock.
/// </summary>
internal sealed class Spares<T>
    where T : Dialog
{
    private const int Most = 256;

    private readonly Lock _gate = new();
    private readonly Stack<T> _others = new();
    private T? _next;

    /// <summary>One of them; null when none is there.</summary>
    public T? Take()
    {
        if (Volatile.Read(ref _next) is not null && Interlocked.Exchange(ref _next, null) is { } next)
        {
            return next;
        }

        lock (_gate)
        {
            return _others.TryPop(out T? other) ? other : null;
        }
    }

    /// <summary>Keeps one that nobody uses any more, unless there are enough.</summary>
    public void Keep(T spare)
    {
        if (Volatile.Read(ref _next) is null && Interlocked.CompareExchange(ref _next, spare, null) is null)
        {
            return;
        }

        lock (_gate)
        {
            if (_others.Count < Most)
            {
                _others.Push(spare);
            }
        }
    }
}
