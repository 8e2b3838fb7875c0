using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using Tractor.AsyncMethods;

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
    private readonly Lock _gate = new();
    private readonly Wakeup _wakeup = new();
    private readonly List<PollWait> _waits = [];

    private SocketPoller()
    {
        Thread thread = new(Run) { IsBackground = true, Name = "tractor sockets" };
        thread.UnsafeStart();
    }

    public static SocketPoller Shared { get; } = new();

    /// <summary>Completes when the descriptor is ready for <paramref name="events"/>, or broken.</summary>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    public async Task WaitAsync(FileDescriptor descriptor, short events, CancellationToken cancellationToken)
    {
        if (!await WaitUnlessEndedAsync(descriptor, events, cancellationToken).Uncaptured())
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <summary>The same, and false when the token ended the wait: an exception costs an ending process milliseconds.</summary>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public async Task<bool> WaitUnlessEndedAsync(FileDescriptor descriptor, short events, CancellationToken cancellationToken)
    {
        PollWait wait = new(descriptor, events);
        lock (_gate)
        {
            _waits.Add(wait);
        }

        _wakeup.Signal();
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((PollWait)state!).TryCancel(token), wait);
        await wait.Task.Settled();
        lock (_gate)
        {
            _waits.Remove(wait);
        }

        return wait.Task.IsCompletedSuccessfully;
    }

    private void Run()
    {
        PollSet poll = new();
        while (true)
        {
            PollWait[] waits;
            lock (_gate)
            {
                _waits.RemoveAll(static wait => wait.Task.IsCompleted);
                waits = [.. _waits];
            }

            poll.Clear();
            poll.Add(_wakeup.Descriptor, PollDescriptor.Readable, _wakeup.Clear);
            foreach (PollWait wait in waits)
            {
                if (wait.TryHold())
                {
                    poll.Add(wait.Descriptor, wait.Events, wait.Complete);
                }
            }

            poll.Wait(PollSet.Forever);
            Array.ForEach(waits, static wait => wait.Release());
        }
    }
}
