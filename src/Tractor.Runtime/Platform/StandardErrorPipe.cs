using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>Our end of a child's standard error: what comes is kept as a tail and passed on. Read by one thread.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class StandardErrorPipe(FileDescriptor readEnd, StandardErrorTee tee)
{
    // The report of a crash begins with what happened and may have 10 KB of frames below it.
    private const int TailLength = 32 * 1024;

    // A pipe holds at most 1 MiB, so that many reads reach the end of what was in it.
    private const int ReadsOfFullPipe = 16;

    private readonly TailBuffer _tail = new(TailLength);

    public FileDescriptor Descriptor => readEnd;

    public bool IsClosed => readEnd.IsClosed;

    public string Tail => _tail.ToString();

    /// <summary>Takes one buffer of what is there; closes at the end of the pipe.</summary>
    public void ReadOnce(Span<byte> buffer) => _ = TryReadFull(buffer);

    /// <summary>Takes what is there now, and does not follow a writer that goes on writing.</summary>
    public void ReadAvailable(Span<byte> buffer)
    {
        for (int i = 0; i < ReadsOfFullPipe && TryReadFull(buffer); i++)
        {
        }
    }

    public void Close() => readEnd.Dispose();

    // True when the buffer was filled: there may be more.
    private bool TryReadFull(Span<byte> buffer)
    {
        if (IsClosed)
        {
            return false;
        }

        nint count;
        fixed (byte* start = buffer)
        {
            count = NativeDescriptors.Read(readEnd, start, (nuint)buffer.Length);
        }

        if (count > 0)
        {
            Span<byte> bytes = buffer[..(int)count];
            _tail.Append(bytes);
            tee.Write(bytes);
        }
        else if (count == 0 || Errno.Last is not (Errno.TryAgain or Errno.Interrupted))
        {
            Close();
        }

        return count == buffer.Length;
    }
}
