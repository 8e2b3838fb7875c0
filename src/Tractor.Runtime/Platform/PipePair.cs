using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>A pipe; both ends are close-on-exec, and reading from it never blocks.</summary>
[SupportedOSPlatform("linux")]
internal readonly record struct PipePair(FileDescriptor ReadEnd, FileDescriptor WriteEnd)
{
    /// <exception cref="System.ComponentModel.Win32Exception">No descriptor is left.</exception>
    public static unsafe PipePair Create()
    {
        int* ends = stackalloc int[2];
        if (NativeDescriptors.Pipe(ends, NativeDescriptors.CloseOnExec) != 0)
        {
            throw Errno.Failure("Cannot make a pipe", Errno.Last);
        }

        PipePair pair = new(new FileDescriptor(ends[0]), new FileDescriptor(ends[1]));

        // Only the read end: the child gets the other one and expects a blocking descriptor.
        _ = NativeDescriptors.Control(pair.ReadEnd, NativeDescriptors.SetStatusFlags, NativeDescriptors.NonBlocking);
        return pair;
    }
}
