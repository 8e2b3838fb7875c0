using System.Runtime.InteropServices;

namespace Tractor.Platform;

/// <summary>struct pollfd, and the events it can name.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollDescriptor
{
    public const short Readable = 0x0001;
    public const short Writable = 0x0004;
    public const short Error = 0x0008;
    public const short HungUp = 0x0010;
    public const short PeerClosed = 0x2000;

    public int Descriptor;
    public short Wanted;
    public short Seen;
}
