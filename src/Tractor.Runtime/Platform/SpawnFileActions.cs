using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>What happens to descriptors and directory in the child before its program runs.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class SpawnFileActions : IDisposable
{
    /// <summary>Where a child finds the connection that it is started with.</summary>
    public const int ConnectionNumber = 3;

    // More than the 80 bytes that glibc needs on 64 bits.
    private const int Size = 1024;

    // glibc has it since 2.34. Without it nothing is lost: .NET opens every descriptor close-on-exec.
    private static readonly delegate* unmanaged<void*, int, int> CloseFrom =
        (delegate* unmanaged<void*, int, int>)FindCloseFrom();

    private void* _actions;

    public SpawnFileActions()
    {
        _actions = NativeMemory.AllocZeroed(Size);
        Check(NativeSpawn.FileActionsInit(_actions));
    }

    ~SpawnFileActions() => Free();

    public void* Pointer => _actions;

    /// <summary>Empty standard input, inherited standard output, this pipe as standard error, this connection if there is one, and nothing else.</summary>
    /// <param name="standardError">The pipe.</param>
    /// <param name="connection">The connection, of a higher number than the child will know it by.</param>
    public void SetDescriptors(FileDescriptor standardError, FileDescriptor? connection)
    {
        // The pipe first: its own number might be 0, when this process has no standard input.
        Check(NativeSpawn.FileActionsDuplicate(_actions, standardError.Number, 2));
        Check(NativeSpawn.FileActionsOpen(_actions, 0, "/dev/null", flags: 0, mode: 0));
        int last = 2;
        if (connection is not null)
        {
            last = ConnectionNumber;
            Check(NativeSpawn.FileActionsDuplicate(_actions, connection.Number, ConnectionNumber));
        }

        if (CloseFrom is not null)
        {
            Check(CloseFrom(_actions, last + 1));
        }
    }

    public void SetWorkingDirectory(string path) => Check(NativeSpawn.FileActionsChangeDirectory(_actions, path));

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private static nint FindCloseFrom()
    {
        nint library = NativeLibrary.Load(NativeLibraryName.C);
        return NativeLibrary.TryGetExport(library, "posix_spawn_file_actions_addclosefrom_np", out nint found) ? found : 0;
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw Errno.Failure("Cannot prepare the start of a process", error);
        }
    }

    private void Free()
    {
        if (_actions is not null)
        {
            _ = NativeSpawn.FileActionsDestroy(_actions);
            NativeMemory.Free(_actions);
            _actions = null;
        }
    }
}
