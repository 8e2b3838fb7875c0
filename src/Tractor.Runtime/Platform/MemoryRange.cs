using System.Runtime.InteropServices;

namespace Tractor.Platform;

/// <summary>struct iovec.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MemoryRange
{
    public nuint Start;
    public nuint Length;
}
