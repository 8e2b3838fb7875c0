using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>Whether this system has what making child processes needs.</summary>
internal static class PlatformSupport
{
    private const string Needs = "Actors in processes of their own need Linux 5.4 or newer on x64 or arm64 with glibc";

    private static readonly Lazy<string?> Missing = new(FindMissing);

    /// <exception cref="PlatformNotSupportedException">Something is missing; the text names it.</exception>
    public static void EnsureSpawning()
    {
        if (Missing.Value is string missing)
        {
            throw new PlatformNotSupportedException($"{Needs}: {missing}. Actors in this process work here all the same.");
        }
    }

    private static string? FindMissing()
    {
        if (!OperatingSystem.IsLinux())
        {
            return $"this is {RuntimeInformation.OSDescription}";
        }

        if (RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64))
        {
            return $"this process runs on {RuntimeInformation.ProcessArchitecture}";
        }

        return HasGlibc() ? FindMissingPidFd() : "the C library of this system is not glibc";
    }

    private static bool HasGlibc() =>
        NativeLibrary.TryLoad(NativeLibraryName.C, out nint library)
        && NativeLibrary.TryGetExport(library, "gnu_get_libc_version", out _);

    [SupportedOSPlatform("linux")]
    private static unsafe string? FindMissingPidFd()
    {
        try
        {
            using PidFd? self = PidFd.Open(Environment.ProcessId);

            // We are no child of ours: a kernel that can wait for a pidfd says ECHILD, an older one EINVAL.
            SignalInfo info = default;
            int descriptor = self?.Number ?? -1;
            const int Options = NativeProcesses.WaitExited | NativeProcesses.WaitNoHang;
            bool waits = NativeProcesses.Wait(NativeProcesses.WaitForPidFd, descriptor, &info, Options) != 0
                && Errno.Last == Errno.NoChild;
            return waits ? null : $"this kernel cannot wait for a pidfd ({Environment.OSVersion.VersionString})";
        }
        catch (Win32Exception error)
        {
            return $"this kernel, or the sandbox around this process, refuses pidfd_open "
                + $"({Errno.Text(error.NativeErrorCode)}, {Environment.OSVersion.VersionString})";
        }
    }
}
