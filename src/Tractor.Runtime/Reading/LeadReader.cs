using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.Versioning;
using Tractor.AsyncMethods;
using Tractor.Platform;
using Tractor.Transport;

namespace Tractor.Reading;

/// <summary>
/// Reads one connection by a thread that also runs the user code that a frame wakes, so that a round trip wakes no
/// sleeping thread. When user code takes long, the watchdog hands the lead to another thread, so that a blocked handler
/// never holds up the connection. The lead is one word, epoch and state: who holds it reads the socket. It never repeats
/// a value; it is entered by a release store and left by compare-and-swap.
/// </summary>
[SupportedOSPlatform("linux")]
#pragma warning disable CA1001 // It disposes what it owns when the reading ends.
internal sealed class LeadReader : IReader
#pragma warning restore CA1001
{
    private const long StateMask = 3;
    private const long Running = 0;
    private const long InUserCode = 1;
    private const long Polling = 2;
    private const long EpochStep = 4;

    // Fewer pieces of user code than this in a tick take so long that they are better run side by side.
    private const int QuickWorks = 8;

    [ThreadStatic]
    private static LeadReader? _threadReader;

    [ThreadStatic]
    private static long _threadLead;

    private readonly RawSocketConnection _connection;
    private readonly IFrameSink _sink;
    private readonly FrameCutter _cutter = new();
    private readonly SpinCredit _spin;
    private readonly List<IThreadPoolWorkItem> _deferred = [];
    private long _lead;
    private volatile bool _handedToPool;
    private volatile bool _isTickOver;
    private int _ticks;
    private int _worksInTick;
    private bool _isSlow;
    private volatile IThreadPoolWorkItem? _inUserCode;

    public LeadReader(RawSocketConnection connection, IFrameSink sink, TimeSpan spin)
    {
        _connection = connection;
        _sink = sink;
        _spin = new SpinCredit(spin);
    }

    /// <summary>What the watchdog saw at its last tick; its own.</summary>
    internal long LastSeen { get; set; }

    internal long Lead => Volatile.Read(ref _lead);

    internal bool IsPolling => (Lead & StateMask) == Polling;

    public bool IsLedByThisThread => _threadReader == this && Volatile.Read(ref _lead) == _threadLead;

    /// <summary>Starts to read, on a thread of the readers' own.</summary>
    public void Start()
    {
        ReaderWatchdog.Add(this);
        ReaderThreads.Run(this, Volatile.Read(ref _lead));

        // After the reader's, which has a first call to answer: the first start of a thread takes a while.
        ReaderWatchdog.EnsureStarted();
    }

    public bool TryDefer(IThreadPoolWorkItem work)
    {
        if (_threadReader != this || (_threadLead & StateMask) != Running || IsLost || _isSlow || ReaderThreads.AreManyReplaced)
        {
            return false;
        }

        _deferred.Add(work);
        return true;
    }

    public void NoteHandedToPool() => _handedToPool = true;

    /// <summary>Leads with the given word until the connection ends or the lead is lost. Called by the readers' threads.</summary>
    internal void LeadOn(long lead)
    {
        _threadReader = this;
        _threadLead = lead;
        Exception? error = null;
        try
        {
            error = Run();
        }
#pragma warning disable CA1031 // Whatever ends the reading is the reason that every dialog hears.
        catch (Exception thrown) when (!IsLost)
#pragma warning restore CA1031
        {
            error = thrown;
        }

        _threadReader = null;
        if (IsLost)
        {
            ReaderThreads.NoteBack();
        }
        else
        {
            End(error);
        }
    }

    /// <summary>The watchdog looked while this was busy: what is held back should not wait for the end of a long batch.</summary>
    internal void NoteTick() => _isTickOver = true;

    /// <summary>Takes the lead from a thread that stays in user code, and gives it to another. Called by the watchdog.</summary>
    internal bool TrySteal(long seen)
    {
        if ((seen & StateMask) != InUserCode)
        {
            return false;
        }

        IThreadPoolWorkItem? work = _inUserCode;
        long next = Next(seen, Running);
        if (Interlocked.CompareExchange(ref _lead, next, seen) != seen)
        {
            return false;
        }

        (work as IStealAware)?.OnStolen();
        ReaderThreads.Replace(this, next);
        return true;
    }

    // Of the calling thread, which led when it last looked.
    private bool IsLost => Volatile.Read(ref _lead) != _threadLead;

    private static long Next(long lead, long state) => ((lead + EpochStep) & ~StateMask) | state;

    // Until the end, or until the lead is lost. Gives the reason where this side ended the connection.
    private ConnectionClosedException? Run()
    {
        _sink.OnTakeover();
        while (Feed())
        {
            int count = Wait();
            if (count < 0)
            {
                return null;
            }

            if (count == 0 && _connection.IsClosedHere)
            {
                return new ConnectionClosedException(_connection.Description, closedHere: true);
            }

            if (count == 0)
            {
                FrameReceiver.ThrowIfCutShort(_cutter, _connection);
                return null;
            }

            _cutter.Commit(count);
        }

        return null;
    }

    // False when the lead was lost meanwhile.
    private bool Feed()
    {
        BeginBatch();
        while (_cutter.TryHandOn(_sink))
        {
            if (_deferred.Count > 0 && !RunDeferred())
            {
                return false;
            }

            if (_isTickOver)
            {
                OnTick();
            }
        }

        _sink.OnBatchEnd();
        return true;
    }

    private void BeginBatch()
    {
        _isTickOver = false;
        _isSlow = false;
        _ticks = 0;
    }

    // In the middle of a batch: what is held back goes, and where user code takes long, but not so long that another
    // thread takes over, what is left goes to the pool. The first tick may come right after the batch began.
    private void OnTick()
    {
        _isTickOver = false;
        _isSlow |= _ticks > 0 && _worksInTick is > 0 and < QuickWorks;
        _ticks++;
        _worksInTick = 0;
        _sink.OnBatchEnd();
    }

    // One piece runs here; more than one would wait for each other, so the others go to the pool.
    private bool RunDeferred()
    {
        IThreadPoolWorkItem work = _deferred[0];
        HandOver(from: 1);
        _worksInTick++;
        _inUserCode = work;
        _threadLead = Next(_threadLead, InUserCode);
        Volatile.Write(ref _lead, _threadLead);
        try
        {
            work.Execute();
        }
        catch (Exception error)
        {
            // Nobody awaits it: it ends the process, as it would on a thread of the pool.
            ThreadPool.UnsafeQueueUserWorkItem(static thrown => thrown.Throw(), ExceptionDispatchInfo.Capture(error), preferLocal: false);
        }

        ForgetFlow();
        return TryLeave();
    }

    private void HandOver(int from)
    {
        for (int i = from; i < _deferred.Count; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_deferred[i], preferLocal: false);
        }

        _deferred.Clear();
    }

    // As the pool does after each piece of work: what it left in the thread's flow is not for the next.
    private static void ForgetFlow()
    {
        if (SynchronizationContext.Current is not null)
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }

        if (ExecutionContext.Capture() != CleanFlow.Value)
        {
            ExecutionContext.Restore(CleanFlow.Value);
        }
    }

    private bool TryLeave()
    {
        long next = Next(_threadLead, Running);
        if (Interlocked.CompareExchange(ref _lead, next, _threadLead) != _threadLead)
        {
            return false;
        }

        _threadLead = next;
        _inUserCode = null;
        return true;
    }

    // Gives 0 at the end, and WouldWait when the lead was lost.
    private int Wait()
    {
        if (_connection.IsClosedHere)
        {
            return 0;
        }

        Span<byte> room = _cutter.Room().Span;
        Span<byte> behind = _cutter.RoomBehind().Span;
        int count = _spin.Spin(_connection, room, behind, _handedToPool);
        _handedToPool = false;
        while (count == RawSocket.WouldWait)
        {
            _threadLead = Next(_threadLead, Polling);
            Volatile.Write(ref _lead, _threadLead);
            long since = Stopwatch.GetTimestamp();
            _connection.Raw.BlockUntilReadable();
            _spin.NoteBlocked(Stopwatch.GetElapsedTime(since));
            if (!TryLeave())
            {
                return RawSocket.WouldWait;
            }

            if (_connection.IsClosedHere)
            {
                return 0;
            }

            ReaderWatchdog.NoteActive();
            count = _connection.TryReceive(room, behind);
        }

        return count;
    }

    private void End(Exception? error)
    {
        ReaderWatchdog.Remove(this);
        ReaderSlots.GiveBack();
        _cutter.Dispose();
        _inUserCode = null;

        // A frame that broke the connection may have woken code before.
        HandOver(from: 0);
        _sink.OnReadingEnded(error);
    }
}
