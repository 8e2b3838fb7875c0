using System.ComponentModel;
using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>Makes a process with posix_spawn, and says what was wrong when it cannot.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class Spawner
{
    /// <returns>The pid of the new child.</returns>
    /// <exception cref="Win32Exception">The file cannot be run or the directory not be entered.</exception>
    public static int Spawn(ProcessStartRequest request, FileDescriptor standardError)
    {
        // Made absolute here, as the child changes its directory before it looks for the file.
        string file = Path.GetFullPath(request.FileName);
        using NativeStringArray arguments = new([request.Argument0 ?? request.FileName, .. request.Arguments]);
        using NativeStringArray environment = new([.. request.Environment.Select(pair => $"{pair.Key}={pair.Value}")]);
        using SpawnFileActions actions = new();
        using SpawnAttributes attributes = new();
        actions.SetDescriptors(standardError, request.Connection);
        actions.SetWorkingDirectory(request.WorkingDirectory);
        int error = NativeSpawn.Spawn(
            out int pid, file, actions.Pointer, attributes.Pointer, arguments.Pointer, environment.Pointer);
        return error == 0 ? pid : throw Failure(file, request.WorkingDirectory, error);
    }

    // posix_spawn reports one number for whatever failed in the child: find out whose it is.
    private static Win32Exception Failure(string file, string directory, int error)
    {
        bool aboutPath = error is Errno.NoEntry or Errno.AccessDenied or Errno.NotDirectory;
        if (aboutPath && !CanEnter(directory))
        {
            return Errno.Failure($"Cannot start '{file}': its working directory '{directory}' cannot be entered", error);
        }

        string hint = error == Errno.NoEntry && File.Exists(file) ? " (the file exists: is its interpreter missing?)" : "";
        return Errno.Failure($"Cannot start '{file}' in '{directory}'{hint}", error);
    }

    private static bool CanEnter(string directory)
    {
        // Looking up "." inside needs the right to enter, not the right to list.
        return Directory.Exists(Path.Join(directory, "."));
    }
}
