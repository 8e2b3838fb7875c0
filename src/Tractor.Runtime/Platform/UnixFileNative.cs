using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Tractor.Platform;

/// <summary>The few calls on files and users that .NET has no managed form of.</summary>
internal static partial class UnixFileNative
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const uint BasicStats = 0x7FF;
    private const int StatusSize = 512; // More than any form of the structure.
    private const int NoSuchProcess = 3; // ESRCH
    private const int NoEntry = 2; // ENOENT

    /// <summary>The user whose rights this process has.</summary>
    public static uint EffectiveUser => OperatingSystem.IsLinux() ? CurrentUser.EffectiveId : GetEffectiveUserId();

    /// <summary>Whether a process of that id lives, whoever owns it. One that is dead and waits to be reaped does not.</summary>
    public static bool ProcessLives(int pid)
        => (Kill(pid, 0) == 0 || Marshal.GetLastPInvokeError() != NoSuchProcess) && !IsZombie(pid);

    /// <summary>Looks at a path without following a link at its end.</summary>
    /// <returns>What is there, or <see langword="null"/> when nothing is.</returns>
    /// <exception cref="IOException">The path cannot be looked at.</exception>
    public static UnixFileStatus? TryGetStatus(string path)
        => OperatingSystem.IsLinux() ? ByKernel(path) : ByRuntime(path);

    // The kernel's statx has one layout on every processor and C library; stat has not.
    internal static UnixFileStatus? ByKernel(string path)
    {
        Span<byte> status = stackalloc byte[StatusSize];
        if (Statx(CurrentDirectory, path, NoFollow, BasicStats, status) != 0)
        {
            return MissingOrThrow(path);
        }

        return new UnixFileStatus(
            BinaryPrimitives.ReadUInt16LittleEndian(status[28..]),
            BinaryPrimitives.ReadUInt32LittleEndian(status[20..]),
            BinaryPrimitives.ReadUInt64LittleEndian(status[136..]),
            BinaryPrimitives.ReadUInt64LittleEndian(status[32..]));
    }

    // Elsewhere the runtime's own wrapper, whose layout is the same on every system.
    internal static UnixFileStatus? ByRuntime(string path)
    {
        Span<byte> status = stackalloc byte[StatusSize];
        if (RuntimeLStat(path, status) != 0)
        {
            return MissingOrThrow(path);
        }

        return new UnixFileStatus(
            BinaryPrimitives.ReadUInt32LittleEndian(status[4..]),
            BinaryPrimitives.ReadUInt32LittleEndian(status[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(status[88..]),
            BinaryPrimitives.ReadUInt64LittleEndian(status[104..]));
    }

    private static bool IsZombie(int pid)
    {
        try
        {
            string status = OperatingSystem.IsLinux() ? File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat")) : "";

            // Behind the name, which may hold anything.
            return status.AsSpan(status.LastIndexOf(')') + 1).TrimStart() is ['Z' or 'X', ..];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static UnixFileStatus? MissingOrThrow(string path)
    {
        int error = Marshal.GetLastPInvokeError();
        return error == NoEntry ? null : throw new IOException($"Cannot look at '{path}': {Marshal.GetPInvokeErrorMessage(error)}.");
    }

    // Not by this name where glibc is known: the runtime tries six files before it finds it.
    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUserId();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, Span<byte> status);

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_LStat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RuntimeLStat(string path, Span<byte> status);
}
