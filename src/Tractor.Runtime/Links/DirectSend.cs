using System.Diagnostics;
using Tractor.Transport;

namespace Tractor.Links;

/// <summary>
/// Sends large messages without waiting in the system: when the connection takes no more it looks again for a short while,
/// since a peer that reads makes room within microseconds, where a wait in the system would cost a wake-up. It does so only
/// while that pays.
/// </summary>
internal sealed class DirectSend(IConnection connection, TimeSpan patience)
{
    private const int MostSkips = 64;

    private readonly long _patience = (long)(patience.TotalSeconds * Stopwatch.Frequency);
    private int _skips;
    private int _nextSkips = 1;

    /// <summary>Sends what the connection takes of two pieces, and says how much that is.</summary>
    public int Send(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        int total = first.Length + second.Length;
        int sent = connection.TrySend(first, second);
        if (sent < 0 || sent == total || !MayWait())
        {
            return Math.Max(sent, 0);
        }

        long end = Stopwatch.GetTimestamp() + _patience;
        while (sent < total && Stopwatch.GetTimestamp() < end)
        {
            Thread.SpinWait(10);
            int more = connection.TrySend(first[Math.Min(sent, first.Length)..], second[Math.Max(0, sent - first.Length)..]);
            if (more > 0)
            {
                sent += more;
                end = Stopwatch.GetTimestamp() + _patience;
            }
        }

        Note(sent == total);
        return sent;
    }

    private bool MayWait() => _patience > 0 && --_skips < 0;

    private void Note(bool didPay)
    {
        _nextSkips = didPay ? 1 : Math.Min(_nextSkips * 2, MostSkips);
        _skips = didPay ? 0 : _nextSkips;
    }
}
