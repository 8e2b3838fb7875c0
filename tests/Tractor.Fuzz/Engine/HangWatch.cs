namespace Tractor.Fuzz.Engine;

/// <summary>Ends the process when one input takes too long, whatever its thread waits for.</summary>
internal sealed class HangWatch : IDisposable
{
    // Far above what any input takes on a busy machine: what is longer waits for something that does not come.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Timer _timer;

    public HangWatch() => _timer = new Timer(static _ => Environment.FailFast($"HANG: an input took longer than {Limit}."), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Start() => _timer.Change(Limit, Timeout.InfiniteTimeSpan);

    public void Stop() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer.Dispose();
}
