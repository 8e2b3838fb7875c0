namespace Tractor.CompilerServices;

/// <summary>
/// Learns that user code, an endpoint or who reads a stream, takes longer than a quick answer. What holds up the thread it runs on
/// runs on the pool from then on, until after so many runs one is tried on the reading thread again.
/// </summary>
internal sealed class Slowness
{
    private const int PoolRuns = 1000;

    private int _poolRuns;
    private volatile bool _hasWaited;

    public bool ShouldUsePool => Volatile.Read(ref _poolRuns) > 0 && Interlocked.Decrement(ref _poolRuns) >= 0;

    /// <summary>
    /// Whether a call of the endpoint ever went on asynchronously. Then the object of one may not serve the next: both have
    /// one flow, and what the first left running in it would be taken for a part of the next, on whatever thread that goes on.
    /// </summary>
    public bool HasWaited => _hasWaited;

    /// <summary>It held up the thread that reads a connection.</summary>
    public void NoteHoldUp() => Volatile.Write(ref _poolRuns, PoolRuns);

    /// <summary>A call of the endpoint went on asynchronously.</summary>
    public void NoteWait()
    {
        if (!_hasWaited)
        {
            _hasWaited = true;
        }
    }
}
