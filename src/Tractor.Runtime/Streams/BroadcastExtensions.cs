using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tractor;

/// <summary>Broadcasts of any asynchronous sequence.</summary>
public static class BroadcastExtensions
{
    /// <summary>Makes a broadcast of <paramref name="source"/>, which is enumerated once for all its subscriptions.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="source">The items; enumerated from the first receive on.</param>
    /// <param name="window">How many items are kept for readers that fall behind. Default 64; 1 to 1,048,576.</param>
    /// <param name="logger">Hears of the lags of <see cref="LagHandling.Skip"/>; nobody if null.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="window"/> is out of its range.</exception>
    public static Broadcast<T> Broadcast<T>(this IAsyncEnumerable<T> source, int window = 64, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, 1 << 20);
        return new Broadcast<T>(source, window, logger ?? NullLogger.Instance);
    }
}
