using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>Writes all of a buffer to a descriptor, blocking or not, and gives up silently where nobody can read.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class DescriptorWriter(FileDescriptor target)
{
    private readonly PollSet _poll = new();

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            nint written;
            fixed (byte* start = bytes)
            {
                written = NativeDescriptors.Write(target, start, (nuint)bytes.Length);
            }

            if (written >= 0)
            {
                bytes = bytes[(int)written..];
            }
            else if (!CanTryAgain(Errno.Last))
            {
                return;
            }
        }
    }

    private bool CanTryAgain(int error)
    {
        if (error == Errno.TryAgain)
        {
            // Someone has made the descriptor non-blocking: it is shared with whoever else has the terminal.
            _poll.Clear();
            _poll.Add(target, PollDescriptor.Writable, static () => { });
            _poll.Wait(PollSet.Forever);
        }

        return error is Errno.TryAgain or Errno.Interrupted;
    }
}
