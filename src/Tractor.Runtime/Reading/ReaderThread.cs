using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using Tractor.AsyncMethods;

namespace Tractor.Reading;

/// <summary>A thread that leads readers, one after the other.</summary>
[SupportedOSPlatform("linux")]
#pragma warning disable CA1001 // The thread disposes it.
internal sealed class ReaderThread
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _assigned = new(0);
    private LeadReader? _reader;
    private long _lead;

    /// <summary>Starts the thread with its first reader.</summary>
    public void Start(LeadReader reader, long lead)
    {
        Assign(reader, lead);
        Thread thread = new(Run) { IsBackground = true, Name = "tractor reader" };
        thread.UnsafeStart();
    }

    /// <summary>Gives a parked thread its next reader.</summary>
    public void Assign(LeadReader reader, long lead)
    {
        _reader = reader;
        _lead = lead;
        _assigned.Release();
    }

    private void Run()
    {
        CleanFlow.NoteOnNewThread();
        do
        {
            _assigned.Wait();
            Lead();
        }
        while (ReaderThreads.TryPark(this));
        _assigned.Dispose();
    }

    // A method of its own: a local of the loop would keep the reader, and its link, alive while the thread is parked.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Lead()
    {
        LeadReader reader = _reader!;
        _reader = null;
        reader.LeadOn(_lead);
    }
}
