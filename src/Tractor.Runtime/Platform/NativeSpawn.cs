using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>posix_spawn and its file actions and attributes. All of them return the error number itself.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class NativeSpawn
{
    public const short SetSignalDefaults = 0x04;
    public const short SetSignalMask = 0x08;

    [LibraryImport(NativeLibraryName.C, EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Spawn(
        out int pid, string path, void* fileActions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "posix_spawn_file_actions_init")]
    public static partial int FileActionsInit(void* actions);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "posix_spawn_file_actions_destroy")]
    public static partial int FileActionsDestroy(void* actions);

    [LibraryImport(
        NativeLibraryName.C, EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int FileActionsOpen(void* actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static partial int FileActionsDuplicate(void* actions, int from, int to);

    [LibraryImport(
        NativeLibraryName.C, EntryPoint = "posix_spawn_file_actions_addchdir_np", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int FileActionsChangeDirectory(void* actions, string path);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "posix_spawnattr_init")]
    public static partial int AttributesInit(void* attributes);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "posix_spawnattr_destroy")]
    public static partial int AttributesDestroy(void* attributes);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "posix_spawnattr_setflags")]
    public static partial int AttributesSetFlags(void* attributes, short flags);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "posix_spawnattr_setsigmask")]
    public static partial int AttributesSetSignalMask(void* attributes, SignalSet* mask);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "posix_spawnattr_setsigdefault")]
    public static partial int AttributesSetSignalDefaults(void* attributes, SignalSet* signals);
}
