using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>Whether this system has what making child processes needs.</summary>
internal static class PlatformSupport
{
    private const string Needs = "Actors in processes of their own need Linux 5.4 or newer on x64 or arm64 with glibc";

    // Only the good answer is remembered: a shortage of descriptors passes.
    private static volatile bool _isSupported;

    /// <exception cref="PlatformNotSupportedException">Something is missing; the text names it.</exception>
    /// <exception cref="Win32Exception">It cannot be found out, for want of descriptors.</exception>
    public static void EnsureSpawning()
    {
        if (_isSupported)
        {
            return;
        }

        if (FindMissing() is string missing)
        {
            throw new PlatformNotSupportedException($"{Needs}: {missing}. Actors in this process work here all the same.");
        }

        _isSupported = true;
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
        catch (Win32Exception error) when (error.NativeErrorCode is Errno.NotImplemented or Errno.NotPermitted)
        {
            return $"this kernel, or the sandbox around this process, refuses pidfd_open "
                + $"({Errno.Text(error.NativeErrorCode)}, {Environment.OSVersion.VersionString})";
        }
    }
}
