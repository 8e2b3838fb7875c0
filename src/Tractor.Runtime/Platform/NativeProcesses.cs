using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>System calls on processes, this one and its children.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class NativeProcesses
{
    // The same numbers on x64 and arm64.
    public const nint PidFdSendSignal = 424;
    public const nint PidFdOpen = 434;

    public const int WaitForPid = 1;
    public const int WaitForPidFd = 3;
    public const int WaitNoHang = 1;
    public const int WaitExited = 4;

    public const int SetParentDeathSignal = 1;

    [LibraryImport(NativeLibraryName.C, EntryPoint = "syscall", SetLastError = true)]
    public static partial nint OpenPidFd(nint number, int pid, uint flags);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "syscall", SetLastError = true)]
    public static partial nint SendSignal(nint number, SafeHandle pidFd, int signal, nint info, uint flags);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "waitid", SetLastError = true)]
    public static partial int Wait(int idType, int id, SignalInfo* info, int options);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "getppid")]
    public static partial int GetParentId();

    [LibraryImport(NativeLibraryName.C, EntryPoint = "geteuid")]
    public static partial uint GetEffectiveUserId();

    [LibraryImport(NativeLibraryName.C, EntryPoint = "prctl", SetLastError = true)]
    public static partial int Control(int option, nuint argument, nuint unused3, nuint unused4, nuint unused5);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "process_vm_writev", SetLastError = true)]
    public static partial nint WriteMemory(
        int pid, MemoryRange* from, nuint fromCount, MemoryRange* to, nuint toCount, nuint flags);
}
