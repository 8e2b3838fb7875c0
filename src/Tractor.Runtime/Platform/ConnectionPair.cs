using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>Two connected stream sockets, one for this process and one for a child; both are close-on-exec and never wait.</summary>
[SupportedOSPlatform("linux")]
internal readonly record struct ConnectionPair(RawSocket Ours, FileDescriptor Theirs)
{
    // Above every number that a child has something else at.
    private const int FirstFree = SpawnFileActions.ConnectionNumber + 1;

    /// <param name="sendBuffer">The bytes that the system is to take for either to send; it may take fewer.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">No descriptor is left.</exception>
    public static unsafe ConnectionPair Create(int sendBuffer)
    {
        int* ends = stackalloc int[2];
        if (NativeSockets.CreatePair(NativeSockets.UnixFamily, RawSocket.Kind, 0, ends) != 0)
        {
            throw Errno.Failure("Cannot make the connection to a new process", Errno.Last);
        }

        FileDescriptor ours = new(ends[0]);
        FileDescriptor theirs = new(ends[1]);
        try
        {
            ours = Above(ours);
            theirs = Above(theirs);
            return new ConnectionPair(RawSocket.Over(ours, sendBuffer), RawSocket.Over(theirs, sendBuffer).Descriptor);
        }
        catch
        {
            ours.Dispose();
            theirs.Dispose();
            throw;
        }
    }

    // Only a process without standard streams has such low numbers to give; what writes to those is not to write to ours.
    private static FileDescriptor Above(FileDescriptor descriptor)
    {
        if (descriptor.Number >= FirstFree)
        {
            return descriptor;
        }

        int duplicate = NativeDescriptors.Control(descriptor, NativeDescriptors.DuplicateCloseOnExec, FirstFree);
        if (duplicate < 0)
        {
            throw Errno.Failure("Cannot make the connection to a new process", Errno.Last);
        }

        descriptor.Dispose();
        return new FileDescriptor(duplicate);
    }
}
