using Microsoft.Extensions.Logging;
using Tractor.Streams;

namespace Tractor;

/// <summary>
/// Fans the items of one source out to many readers of this actor. The source is enumerated once, from the first receive
/// of a subscription on, one item at a time and only as fast as the fastest reader. Members are thread-safe.
/// </summary>
/// <typeparam name="T">The items.</typeparam>
public sealed class Broadcast<T> : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly EnumerableSource<T> _source;
    private readonly Broadcaster<T> _broadcaster;
    private readonly ILogger _logger;
    private int _isClosed;

    internal Broadcast(IAsyncEnumerable<T> source, int window, ILogger logger)
    {
        _source = new EnumerableSource<T>(source, Closed, _closing.Token);
        _broadcaster = new Broadcaster<T>(_source, window, Closed);
        _logger = logger;
    }

    /// <summary>A reader that sees what comes from now on.</summary>
    /// <param name="lag">What happens when it falls behind.</param>
    /// <exception cref="StreamClosedException">The broadcast was disposed.</exception>
    public Subscription<T> Subscribe(LagHandling lag = LagHandling.Throw) => Volatile.Read(ref _isClosed) == 0
        ? new Subscription<T>(_broadcaster, _broadcaster.Join(), lag, _logger)
        : throw _broadcaster.Closed(byPeer: false);

    /// <summary>
    /// Ends the source's enumeration, whose token fires, and waits for that. Readers get what is
    /// kept, then <see cref="StreamClosedException"/>.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            await _closing.CancelAsync().ConfigureAwait(false);
            await _broadcaster.CloseAsync().ConfigureAwait(false);
            await _source.DisposeAsync().ConfigureAwait(false);
            _closing.Dispose();
        }
    }

    private static StreamClosedException Closed(bool byPeer) => new("the broadcast", null, byPeer);
}
