using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>System calls on this process's own signals, and its end.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class NativeSignals
{
    public const nint DefaultHandler = 0;
    public const nint IgnoreHandler = 1;
    public const int Unblock = 1;

    [LibraryImport(NativeLibraryName.C, EntryPoint = "sigfillset")]
    public static partial int FillSet(SignalSet* signals);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "sigaddset")]
    public static partial int AddToSet(SignalSet* signals, int signal);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "pthread_sigmask")]
    public static partial int ChangeMask(int how, SignalSet* signals, SignalSet* previous);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "signal", SetLastError = true)]
    public static partial nint SetHandler(int signal, nint handler);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "raise")]
    public static partial int Raise(int signal);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "_exit")]
    public static partial void ExitNow(int code);
}
