using System.Runtime.InteropServices;

namespace Tractor.Platform;

/// <summary>sigset_t of glibc: 1024 bits, all zero is the empty set.</summary>
[StructLayout(LayoutKind.Sequential, Size = 128)]
internal struct SignalSet
{
    public ulong FirstWord;
}
