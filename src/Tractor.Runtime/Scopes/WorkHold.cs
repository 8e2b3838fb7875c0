namespace Tractor.Scopes;

/// <summary>One piece of foreign work that a scope waits for; disposing it a second time does nothing.</summary>
internal sealed class WorkHold : IDisposable
{
    private WorkTracker? _tracker;

    public WorkHold(WorkTracker tracker) => _tracker = tracker;

    public void Dispose() => Interlocked.Exchange(ref _tracker, null)?.Exit();
}
