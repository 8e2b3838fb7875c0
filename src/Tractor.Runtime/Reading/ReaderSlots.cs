namespace Tractor.Reading;

/// <summary>
/// How many connections of a process have a reader thread of their own. Beyond that a thread each costs more than it
/// gives, and connections are read from the pool.
/// </summary>
internal static class ReaderSlots
{
    private const int Most = 16;

    private static int _taken;

    internal static int Taken => Volatile.Read(ref _taken);

    public static bool TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= Most)
        {
            return true;
        }

        Interlocked.Decrement(ref _taken);
        return false;
    }

    public static void GiveBack() => Interlocked.Decrement(ref _taken);
}
