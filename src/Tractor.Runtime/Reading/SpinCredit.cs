using System.Diagnostics;
using System.Runtime.Versioning;
using Tractor.Platform;
using Tractor.Transport;

namespace Tractor.Reading;

/// <summary>
/// Decides whether a reader that has nothing to read spins before it blocks: only while recent waits were short. Hits
/// raise the credit, misses lower it, and at zero it takes ever more short waits to try again, so that a quiet program
/// burns no processor. A new connection has none: at its start each side waits for more than a message of the other's, and
/// a process that begins needs the processor.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class SpinCredit(TimeSpan limit)
{
    private const int MaxCredit = 8;
    private const int MissCost = 3;
    private const int FreshCredit = 4;
    private const int MaxNeed = 256;

    private static readonly long ShortWait = Stopwatch.Frequency / 10_000;

    // More spinners than processors only take them from who is to answer.
    private static int _spinners;

    private readonly long _limit = (long)(limit.TotalSeconds * Stopwatch.Frequency);
    private int _credit;
    private int _shortWaits;
    private int _need = 2;
    private bool _didSpin;

    /// <summary>How many readers of the process spin now.</summary>
    internal static int Spinners => Volatile.Read(ref _spinners);

    /// <summary>Receives; waits for a short while when that pays.</summary>
    public int Spin(RawSocketConnection connection, Span<byte> room, Span<byte> behind, bool isPointless)
    {
        int count = connection.TryReceive(room, behind);
        _didSpin = false;
        if (count != RawSocket.WouldWait || _credit <= 0 || isPointless || _limit == 0)
        {
            return count;
        }

        try
        {
            if (Interlocked.Increment(ref _spinners) <= Environment.ProcessorCount)
            {
                _didSpin = true;
                count = SpinUntil(connection, room, behind, Stopwatch.GetTimestamp() + _limit);
                Note(count != RawSocket.WouldWait);
            }
        }
        finally
        {
            // Also when the connection breaks meanwhile: a spinner that is never counted off would end all spinning.
            Interlocked.Decrement(ref _spinners);
        }

        return count;
    }

    /// <summary>Notes how long a wait in the kernel took.</summary>
    public void NoteBlocked(TimeSpan waited)
    {
        if (_didSpin || _credit > 0)
        {
            return;
        }

        if (waited.Ticks * (Stopwatch.Frequency / TimeSpan.TicksPerSecond) > ShortWait)
        {
            _shortWaits = 0;
        }
        else if (++_shortWaits >= _need)
        {
            _credit = FreshCredit;
            _shortWaits = 0;
        }
    }

    private static int SpinUntil(RawSocketConnection connection, Span<byte> room, Span<byte> behind, long end)
    {
        while (true)
        {
            Thread.SpinWait(10);
            int count = connection.TryReceive(room, behind);
            if (count != RawSocket.WouldWait || Stopwatch.GetTimestamp() >= end)
            {
                return count;
            }
        }
    }

    private void Note(bool hit)
    {
        if (hit)
        {
            _credit = Math.Min(_credit + 1, MaxCredit);
            _need = 2;
            return;
        }

        _credit -= MissCost;
        if (_credit <= 0)
        {
            _credit = 0;
            _need = Math.Min(_need * 2, MaxNeed);
        }
    }
}
