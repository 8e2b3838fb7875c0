using System.Runtime.Versioning;

namespace Tractor.Reading;

/// <summary>The threads that read: a few that lost a lead wait for the next one; what is not needed for long ends.</summary>
[SupportedOSPlatform("linux")]
internal static class ReaderThreads
{
    private static readonly Lock Gate = new();
    private static readonly Stack<ReaderThread> Parked = new();

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
