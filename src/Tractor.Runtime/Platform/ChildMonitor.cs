using System.Diagnostics.CodeAnalysis;
using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>
/// The one thread that waits for all children of this process: it reads their standard errors and reaps them.
/// It runs no code of others, so nothing can hold it up, and lives as long as the process.
/// </summary>
[SupportedOSPlatform("linux")]
[SuppressMessage("Design", "CA1001", Justification = "It lives as long as the process, and its descriptor with it.")]
internal sealed class ChildMonitor
{
    private const int BufferLength = 64 * 1024;
    private const int ComeAgainMilliseconds = 20;

    private static readonly Lock Creation = new();
    private static ChildMonitor? _ofThisProcess;

    private readonly Lock _gate = new();
    private readonly Wakeup _wakeup = new();
    private readonly byte[] _buffer = new byte[BufferLength];
    private readonly List<ChildWatch> _arrivals = [];
    private readonly List<ChildWatch> _watches = [];
    private readonly PollSet _poll = new();

    private ChildMonitor()
    {
        Thread thread = new(Run) { IsBackground = true, Name = "tractor children" };
        thread.Start();
    }

    /// <summary>Made at first use.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">No descriptor is left; a later call tries again.</exception>
    public static ChildMonitor Shared
    {
        get
        {
            lock (Creation)
            {
                return _ofThisProcess ??= new ChildMonitor();
            }
        }
    }

    /// <summary>Takes over both descriptors and watches until the process is reaped and its standard error closed.</summary>
    public ChildWatch Watch(PidFd? process, StandardErrorPipe standardError)
    {
        ChildWatch watch = new(process, standardError, _buffer);
        lock (_gate)
        {
            _arrivals.Add(watch);
        }

        _wakeup.Signal();
        return watch;
    }

    /// <summary>Makes the thread look at all children again.</summary>
    public void Wake() => _wakeup.Signal();

    private void Run()
    {
        while (true)
        {
            Admit();
            _watches.RemoveAll(static watch => watch.Settle());
            _poll.Clear();
            _poll.Add(_wakeup.Descriptor, PollDescriptor.Readable, _wakeup.Clear);
            foreach (ChildWatch watch in _watches)
            {
                watch.AddTo(_poll);
            }

            bool hurry = _watches.Exists(static watch => watch.MustComeAgain);
            _poll.Wait(hurry ? ComeAgainMilliseconds : PollSet.Forever);
        }
    }

    private void Admit()
    {
        lock (_gate)
        {
            _watches.AddRange(_arrivals);
            _arrivals.Clear();
        }
    }
}
