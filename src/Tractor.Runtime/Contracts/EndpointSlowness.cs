namespace Tractor.CompilerServices;

/// <summary>
/// Learns that an endpoint takes longer than a quick answer. One that holds up the thread it runs on has its calls run on the
/// pool, until after so many of them one is tried on the reading thread again.
/// </summary>
internal sealed class EndpointSlowness
{
    private int _poolRuns;
    private volatile bool _hasWaited;

    public bool ShouldUsePool => Volatile.Read(ref _poolRuns) > 0 && Interlocked.Decrement(ref _poolRuns) >= 0;

    /// <summary>
    /// Whether the object of a call may serve the next one: both have one flow, and what the first left running in it would
    /// be taken for a part of the next for as long as that runs.
    /// </summary>
    public bool IsQuick => !_hasWaited && Volatile.Read(ref _poolRuns) <= 0;

    public void UsePoolFor(int runs) => Volatile.Write(ref _poolRuns, runs);

    /// <summary>A call of it went on asynchronously.</summary>
    public void NoteWait()
    {
        if (!_hasWaited)
        {
            _hasWaited = true;
        }
    }
}
