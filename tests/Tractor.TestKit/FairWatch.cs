using System.Diagnostics;
using Tractor.Shared;

namespace Tractor.TestKit;

/// <summary>
/// Measures time as this process and others get it: what their threads had to wait for a processor of a busy machine is
/// not counted, so that a bound means the same there.
/// </summary>
public sealed class FairWatch
{
    private readonly ProcessorWaits _waits = new();
    private readonly int[] _processes;
    private readonly Thread _looking;
    private readonly long _start;
    private volatile bool _isOver;
    private TimeSpan _waited;

    private FairWatch(IEnumerable<int> others)
    {
        _processes = [Environment.ProcessId, .. others];
        _waits.Longest(_processes);
        _looking = new Thread(Look) { IsBackground = true, Name = "fair watch" };
        _looking.Start();
        _start = Stopwatch.GetTimestamp();
    }

    /// <summary>Begins to measure.</summary>
    public static FairWatch Start(params IEnumerable<int> others) => new(others);

    /// <summary>Ends it; gives the time without the waits, and all of it.</summary>
    public (TimeSpan Fair, TimeSpan All) Stop()
    {
        TimeSpan all = Stopwatch.GetElapsedTime(_start);
        _isOver = true;
        _looking.Join();
        return (all > _waited ? all - _waited : TimeSpan.Zero, all);
    }

    // The waits of threads that wait at the same time are one: in each short while the longest counts.
    private void Look()
    {
        bool isLast = false;
        while (!isLast)
        {
            isLast = _isOver;
            _waited += _waits.Longest(_processes);
            Thread.Sleep(5);
        }
    }
}
