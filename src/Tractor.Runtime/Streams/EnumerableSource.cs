using System.Runtime.CompilerServices;
using Tractor.AsyncMethods;

namespace Tractor.Streams;

/// <summary>Takes the items of any asynchronous enumerable; it is enumerated once, from the first need on.</summary>
internal sealed class EnumerableSource<T>(IAsyncEnumerable<T> source, Func<bool, StreamClosedException> closed, CancellationToken cancellationToken) : IBroadcastSource<T>
{
    private IAsyncEnumerator<T>? _enumerator;
    private bool _hasItem;

    // The enumeration has a token of its own: it goes on for the others when one reader is cancelled.
    [AsyncMethodBuilder(typeof(PooledValueTaskMethodBuilder<>))]
    public async ValueTask<bool> WaitAsync(CancellationToken ignored)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            _enumerator ??= source.GetAsyncEnumerator(cancellationToken);
            _hasItem = await _enumerator.MoveNextAsync().ConfigureAwait(false);
            return _hasItem;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw closed(false);
        }
    }

    public bool TryTakeOwned(out T item)
    {
        bool hasItem = _hasItem;
        _hasItem = false;
        item = hasItem ? _enumerator!.Current : default!;
        return hasItem;
    }

    public ValueTask DisposeAsync() => _enumerator?.DisposeAsync() ?? default;
}
