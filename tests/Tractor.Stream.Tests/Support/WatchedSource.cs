namespace Tractor.StreamTests;

/// <summary>Passes a sequence on, and tells how it was read.</summary>
internal sealed class WatchedSource<T>(IAsyncEnumerable<T> source) : IAsyncEnumerable<T>
{
    private int _receives;
    private int _atOnce;
    private int _mostAtOnce;

    /// <summary>How many receives were begun.</summary>
    public int Receives => Volatile.Read(ref _receives);

    /// <summary>How many of them were under way at the same time.</summary>
    public int MostAtOnce => Volatile.Read(ref _mostAtOnce);

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new Watched(this, source.GetAsyncEnumerator(cancellationToken));

    private void Enter()
    {
        Interlocked.Increment(ref _receives);
        int atOnce = Interlocked.Increment(ref _atOnce);
        for (int most = MostAtOnce; most < atOnce; most = MostAtOnce)
        {
            Interlocked.CompareExchange(ref _mostAtOnce, atOnce, most);
        }
    }

    private void Exit() => Interlocked.Decrement(ref _atOnce);

    private sealed class Watched(WatchedSource<T> owner, IAsyncEnumerator<T> items) : IAsyncEnumerator<T>
    {
        public T Current => items.Current;

        public async ValueTask<bool> MoveNextAsync()
        {
            owner.Enter();
            try
            {
                return await items.MoveNextAsync();
            }
            finally
            {
                owner.Exit();
            }
        }

        public ValueTask DisposeAsync() => items.DisposeAsync();
    }
}
