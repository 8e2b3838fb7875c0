using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>System calls on file descriptors.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class NativeDescriptors
{
    public const int WriteOnly = 1;
    public const int CloseOnExec = 0x80000;
    public const int NonBlocking = 0x800;
    public const int DuplicateCloseOnExec = 1030;
    public const int SetDescriptorFlags = 2;
    public const int SetStatusFlags = 4;
    public const int CloseOnExecFlag = 1;

    [LibraryImport(NativeLibraryName.C, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "pipe2", SetLastError = true)]
    public static partial int Pipe(int* ends, int flags);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventFd(uint initialValue, int flags);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Control(SafeHandle descriptor, int command, nint argument);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(SafeHandle descriptor, byte* buffer, nuint count);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeHandle descriptor, byte* buffer, nuint count);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollDescriptor* descriptors, nuint count, int timeoutMilliseconds);
}
