namespace Tractor.CompilerServices;

/// <summary>
/// Learns that an endpoint holds up the thread it runs on: from then on its calls run on the pool, until after so many
/// of them one is tried on the reading thread again.
/// </summary>
internal sealed class EndpointSlowness
{
    private int _poolRuns;

    public bool ShouldUsePool => Volatile.Read(ref _poolRuns) > 0 && Interlocked.Decrement(ref _poolRuns) >= 0;

    public void UsePoolFor(int runs) => Volatile.Write(ref _poolRuns, runs);
}
