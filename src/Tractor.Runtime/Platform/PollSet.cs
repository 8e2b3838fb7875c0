using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>Descriptors to wait for, each with what to do when it is ready. Used by one thread.</summary>
/// <remarks>Who adds a descriptor keeps it open until <see cref="Wait"/> has returned.</remarks>
[SupportedOSPlatform("linux")]
internal sealed unsafe class PollSet
{
    public const int Forever = -1;

    private PollDescriptor[] _descriptors = new PollDescriptor[16];
    private Action[] _actions = new Action[16];
    private int _count;

    public void Clear()
    {
        Array.Clear(_actions, 0, _count);
        _count = 0;
    }

    public void Add(FileDescriptor descriptor, short events, Action whenReady)
    {
        if (_count == _descriptors.Length)
        {
            Array.Resize(ref _descriptors, _count * 2);
            Array.Resize(ref _actions, _count * 2);
        }

        _descriptors[_count] = new PollDescriptor { Descriptor = descriptor.Number, Wanted = events };
        _actions[_count++] = whenReady;
    }

    /// <summary>Blocks until something is ready or the time is over, then runs the actions of all that is ready.</summary>
    public void Wait(int timeoutMilliseconds)
    {
        int ready;
        fixed (PollDescriptor* descriptors = _descriptors)
        {
            ready = NativeDescriptors.Poll(descriptors, (nuint)_count, timeoutMilliseconds);
        }

        // An interruption by a signal is a round in which nothing is ready: the caller comes again.
        if (ready < 0 && Errno.Last != Errno.Interrupted)
        {
            throw Errno.Failure("Cannot wait for file descriptors", Errno.Last);
        }

        for (int i = 0; ready > 0 && i < _count; i++)
        {
            if (_descriptors[i].Seen != 0)
            {
                _actions[i]();
            }
        }
    }
}
