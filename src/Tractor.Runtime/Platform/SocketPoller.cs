using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>
/// Waits for descriptors that have no reader of their own: sockets that are being identified, sends that found no room, and
/// processes that are no children of this one. One thread a process, started when it is first needed.
/// </summary>
[SupportedOSPlatform("linux")]
#pragma warning disable CA1001 // It lives as long as the process.
internal sealed class SocketPoller
#pragma warning restore CA1001
{
    private const int MostSpares = 64;

    private readonly Lock _gate = new();
    private readonly Wakeup _wakeup = new();
    private readonly List<PollWait> _waits = [];
    private readonly List<PollWait> _spares = [];

    private SocketPoller()
    {
        Thread thread = new(Run) { IsBackground = true, Name = "tractor sockets" };
        thread.UnsafeStart();
    }

    public static SocketPoller Shared { get; } = new();

    /// <summary>Completes when the descriptor is ready for <paramref name="events"/>, or broken. To be awaited once.</summary>
    public ValueTask WaitAsync(FileDescriptor descriptor, short events, CancellationToken cancellationToken) =>
        Begin(descriptor, events).WaitAsync(cancellationToken);

    /// <summary>The same, and false when the token ended the wait: an exception costs an ending process milliseconds.</summary>
    public ValueTask<bool> WaitUnlessEndedAsync(FileDescriptor descriptor, short events, CancellationToken cancellationToken) =>
        Begin(descriptor, events).WaitUnlessEndedAsync(cancellationToken);

    private PollWait Begin(FileDescriptor descriptor, short events)
    {
        PollWait wait;
        lock (_gate)
        {
            wait = TakeSpare() ?? new PollWait();
            wait.Begin(descriptor, events);
            _waits.Add(wait);
        }

        _wakeup.Signal();
        return wait;
    }

    private void Run()
    {
        PollSet poll = new();
        List<PollWait> round = [];
        Action clear = _wakeup.Clear;
        while (true)
        {
            lock (_gate)
            {
                RecycleOver();
                round.AddRange(_waits);
            }

            poll.Clear();
            poll.Add(_wakeup.Descriptor, PollDescriptor.Readable, clear);
            foreach (PollWait wait in round)
            {
                wait.Join(poll);
            }

            poll.Wait(PollSet.Forever);
            foreach (PollWait wait in round)
            {
                wait.Leave();
            }

            round.Clear();
        }
    }

    // By the poller's thread alone, between its rounds: in a round it may hold the descriptor of one that is over.
    private void RecycleOver()
    {
        for (int i = _waits.Count - 1; i >= 0; i--)
        {
            PollWait wait = _waits[i];
            if (!wait.IsOver)
            {
                continue;
            }

            _waits.RemoveAt(i);
            wait.Forget();
            if (_spares.Count < MostSpares)
            {
                _spares.Add(wait);
            }
        }
    }

    private PollWait? TakeSpare()
    {
        if (_spares.Count == 0)
        {
            return null;
        }

        PollWait spare = _spares[^1];
        _spares.RemoveAt(_spares.Count - 1);
        return spare;
    }
}
