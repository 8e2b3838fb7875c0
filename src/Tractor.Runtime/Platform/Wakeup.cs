using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>An eventfd by which any thread makes a thread that polls look up.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class Wakeup : IDisposable
{
    private readonly FileDescriptor _descriptor;

    /// <exception cref="System.ComponentModel.Win32Exception">No descriptor is left.</exception>
    public Wakeup()
    {
        int descriptor = NativeDescriptors.EventFd(0, NativeDescriptors.CloseOnExec | NativeDescriptors.NonBlocking);
        if (descriptor < 0)
        {
            throw Errno.Failure("Cannot make an eventfd", Errno.Last);
        }

        _descriptor = new FileDescriptor(descriptor);
    }

    public FileDescriptor Descriptor => _descriptor;

    /// <summary>Makes the descriptor readable. Nothing happens after disposal.</summary>
    public void Signal()
    {
        ulong one = 1;
        try
        {
            _ = NativeDescriptors.Write(_descriptor, (byte*)&one, sizeof(ulong));
        }
        catch (ObjectDisposedException)
        {
            // The poller has ended: nobody is left to be woken.
        }
    }

    /// <summary>Makes the descriptor unreadable again, however many signals there were.</summary>
    public void Clear()
    {
        ulong count;
        _ = NativeDescriptors.Read(_descriptor, (byte*)&count, sizeof(ulong));
    }

    public void Dispose() => _descriptor.Dispose();
}
