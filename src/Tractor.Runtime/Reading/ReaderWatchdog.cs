using System.Runtime.Versioning;
using Tractor.Platform;

namespace Tractor.Reading;

/// <summary>
/// Sees readers whose thread stays in user code for two ticks, and has another thread take over. It ticks every
/// millisecond, faster for a while after a takeover, and parks when every reader waits for its peer.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class ReaderWatchdog
{
    private const uint CalmTick = 1000;
    private const uint AlertTick = 100;
    private const int AlertTicks = 30;
    private const int QuietTicks = 2;

    private static readonly Lock Gate = new();
    private static readonly ManualResetEventSlim Wake = new();
    private static LeadReader[] _readers = [];
    private static int _isStarted;
    private static int _isParked;

    /// <summary>How many readers it looks after.</summary>
    internal static int Count => Volatile.Read(ref _readers).Length;

    internal static bool IsParked => Volatile.Read(ref _isParked) != 0;

    public static void Add(LeadReader reader)
    {
        lock (Gate)
        {
            _readers = [.. _readers, reader];
        }

        NoteActive();
    }

    /// <summary>Starts its thread if there is none yet.</summary>
    public static void EnsureStarted()
    {
        if (Interlocked.Exchange(ref _isStarted, 1) == 0)
        {
            Thread thread = new(Run) { IsBackground = true, Name = "tractor watchdog" };
            thread.UnsafeStart();
        }
    }

    public static void Remove(LeadReader reader)
    {
        lock (Gate)
        {
            _readers = Array.FindAll(_readers, other => other != reader);
        }
    }

    /// <summary>A reader has something to do. It has changed its lead word by an interlocked operation before.</summary>
    public static void NoteActive()
    {
        if (Volatile.Read(ref _isParked) != 0)
        {
            Wake.Set();
        }
    }

    private static void Run()
    {
        int alert = 0;
        int quiet = 0;
        while (true)
        {
            _ = NativeSockets.SleepMicroseconds(alert > 0 ? AlertTick : CalmTick);
            alert = Tick() ? AlertTicks : Math.Max(0, alert - 1);
            quiet = AllPolling() ? quiet + 1 : 0;
            if (quiet >= QuietTicks)
            {
                Park();
                quiet = 0;
            }
        }
    }

    private static bool Tick()
    {
        bool stole = false;
        foreach (LeadReader reader in Volatile.Read(ref _readers))
        {
            long lead = reader.Lead;
            reader.NoteTick();
            stole |= lead == reader.LastSeen && reader.TrySteal(lead);
            reader.LastSeen = lead;
        }

        return stole;
    }

    private static bool AllPolling() => Array.TrueForAll(Volatile.Read(ref _readers), reader => reader.IsPolling);

    // The flag is up before the last look, so that a reader that became active after it wakes us.
    private static void Park()
    {
        Wake.Reset();
        Interlocked.Exchange(ref _isParked, 1);
        if (AllPolling())
        {
            Wake.Wait();
        }

        Volatile.Write(ref _isParked, 0);
    }
}
