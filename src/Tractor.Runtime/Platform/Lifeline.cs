using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>
/// Tells once when the peer of a socket is gone, by a thread of its own, so that neither a busy thread pool nor
/// unread data delays it. It reads nothing from the socket.
/// </summary>
/// <remarks>
/// It watches a duplicate: dispose it before the socket, else closing the socket counts as the peer's going, and
/// the peer sees the end of the connection only when both are closed.
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed class Lifeline : IDisposable
{
    private readonly FileDescriptor _socket;
    private readonly Wakeup _stop = new();
    private readonly Action _onPeerGone;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _decided;

    private Lifeline(FileDescriptor socket, Action onPeerGone)
    {
        _socket = socket;
        _onPeerGone = onPeerGone;
    }

    /// <summary>Completes when the thread has let go of its descriptors, and the callback, if called, has returned.</summary>
    public Task Ended => _ended.Task;

    /// <param name="socket">A connected stream socket; it is used during this call only.</param>
    /// <param name="onPeerGone">Called on the lifeline's thread. It must not throw: that would end the process.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">No descriptor is left.</exception>
    public static Lifeline Watch(SafeHandle socket, Action onPeerGone)
    {
        int duplicate = NativeDescriptors.Control(socket, NativeDescriptors.DuplicateCloseOnExec, 3);
        if (duplicate < 0)
        {
            throw Errno.Failure("Cannot watch the connection to the parent", Errno.Last);
        }

        Lifeline lifeline = new(new FileDescriptor(duplicate), onPeerGone);
        Thread thread = new(lifeline.Run) { IsBackground = true, Name = "tractor lifeline" };
        thread.Start();
        return lifeline;
    }

    /// <summary>Stops watching: unless it has begun already, the callback is never called.</summary>
    public void Dispose()
    {
        _ = TryDecide();
        _stop.Signal();
    }

    private void Run()
    {
        PollSet poll = new();
        bool gone = false;
        poll.Add(_stop.Descriptor, PollDescriptor.Readable, static () => { });

        // Not POLLIN: data waiting to be read would wake the thread over and over.
        poll.Add(_socket, PollDescriptor.PeerClosed, () => gone = true);
        while (!gone && Volatile.Read(ref _decided) == 0)
        {
            poll.Wait(PollSet.Forever);
        }

        _socket.Dispose();
        _stop.Dispose();
        if (gone && TryDecide())
        {
            _onPeerGone();
        }

        _ended.SetResult();
    }

    // Of the peer's going and our stopping, the first one counts.
    private bool TryDecide() => Interlocked.CompareExchange(ref _decided, 1, 0) == 0;
}
