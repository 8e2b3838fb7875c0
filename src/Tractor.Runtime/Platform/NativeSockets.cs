using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>System calls on sockets.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class NativeSockets
{
    public const ushort UnixFamily = 1;
    public const int Stream = 1;
    public const int SocketLevel = 1;
    public const int SendBufferOption = 7;
    public const int DoNotWait = 0x40;
    public const int NoSignal = 0x4000;
    public const int ShutdownReceiving = 0;
    public const int ShutdownSending = 1;
    public const int ShutdownBoth = 2;

    [LibraryImport(NativeLibraryName.C, EntryPoint = "socket", SetLastError = true)]
    public static partial int Create(int family, int type, int protocol);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "socketpair", SetLastError = true)]
    public static partial int CreatePair(int family, int type, int protocol, int* ends);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(SafeHandle socket, byte* address, uint size);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(SafeHandle socket, byte* address, uint size);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "listen", SetLastError = true)]
    public static partial int Listen(SafeHandle socket, int backlog);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "accept4", SetLastError = true)]
    public static partial int Accept(SafeHandle socket, byte* address, uint* size, int flags);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "getsockopt", SetLastError = true)]
    public static partial int GetOption(SafeHandle socket, int level, int option, void* value, uint* size);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetOption(SafeHandle socket, int level, int option, void* value, uint size);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int socket, byte* buffer, nuint count, int flags);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int socket, byte* buffer, nuint count, int flags);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "recvmsg", SetLastError = true)]
    public static partial nint ReceiveMessage(int socket, SocketMessage* message, int flags);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "sendmsg", SetLastError = true)]
    public static partial nint SendMessage(int socket, SocketMessage* message, int flags);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "shutdown", SetLastError = true)]
    public static partial int Shutdown(SafeHandle socket, int how);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "usleep")]
    public static partial int SleepMicroseconds(uint microseconds);
}
