using System.Runtime.InteropServices;

namespace Tractor.Platform;

/// <summary>siginfo_t as waitid fills it on 64-bit Linux.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct SignalInfo
{
    [FieldOffset(8)]
    public int Code;

    /// <summary>Zero when nothing was to be reaped.</summary>
    [FieldOffset(16)]
    public int Pid;

    /// <summary>The exit code, or the signal's number.</summary>
    [FieldOffset(24)]
    public int Status;
}
