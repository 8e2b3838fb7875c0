using System.Runtime.Versioning;

namespace Tractor.Reading;

/// <summary>The threads that read. Of those that lost their lead a few wait for the next one, the others end.</summary>
[SupportedOSPlatform("linux")]
internal static class ReaderThreads
{
    // So many threads may stay in user code that took too long. From then on user code goes to the pool, which adds
    // threads slowly: a flood of calls that block must not become a flood of threads.
    internal static readonly int MostReplaced = Math.Max(16, 2 * Environment.ProcessorCount);

    private static readonly Lock Gate = new();
    private static readonly Stack<ReaderThread> Parked = new();

    private static int _replaced;

    public static bool AreManyReplaced => Replaced >= MostReplaced;

    /// <summary>How many threads lost their lead and are still in the user code that took too long.</summary>
    internal static int Replaced => Volatile.Read(ref _replaced);

    /// <summary>As <see cref="Run"/>, in the place of a thread that stays in user code.</summary>
    public static void Replace(LeadReader reader, long lead)
    {
        Interlocked.Increment(ref _replaced);
        Run(reader, lead);
    }

    /// <summary>A thread that was replaced has come back from user code.</summary>
    public static void NoteBack() => Interlocked.Decrement(ref _replaced);

    /// <summary>Has a thread lead the reader with the given word.</summary>
    public static void Run(LeadReader reader, long lead)
    {
        ReaderThread? thread;
        lock (Gate)
        {
            Parked.TryPop(out thread);
        }

        if (thread is not null)
        {
            thread.Assign(reader, lead);
        }
        else
        {
            new ReaderThread().Start(reader, lead);
        }
    }

    /// <summary>Keeps a thread for later. False when enough wait already.</summary>
    public static bool TryPark(ReaderThread thread)
    {
        lock (Gate)
        {
            if (Parked.Count >= 2 * Environment.ProcessorCount)
            {
                return false;
            }

            Parked.Push(thread);
            return true;
        }
    }
}
