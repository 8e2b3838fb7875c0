using System.Runtime.InteropServices;

namespace Tractor.Transport.Tests;

/// <summary>What tests do to the system to get it into trouble.</summary>
internal static partial class TestNative
{
    private const int OpenFiles = 7; // RLIMIT_NOFILE of Linux.
    private const int GetFlags = 1; // F_GETFD.

    /// <summary>Gives a file to another user, a link itself too. Root alone may.</summary>
    public static void GiveTo(string path, uint user)
    {
        if (ChangeOwner(path, user, uint.MaxValue) != 0)
        {
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        }
    }

    /// <summary>Sets how many files the process may open, and gives back what it was.</summary>
    public static ulong LimitOpenFiles(ulong limit)
    {
        if (GetLimit(OpenFiles, out Limits limits) != 0)
        {
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        }

        ulong before = limits.Current;
        limits.Current = limit;
        return SetLimit(OpenFiles, in limits) == 0 ? before : throw new IOException(Marshal.GetLastPInvokeErrorMessage());
    }

    /// <summary>The limit of open files below which exactly one descriptor is free.</summary>
    public static ulong LimitThatLeavesOne()
    {
        int limit = 0;
        for (int free = 1; free > 0 || IsOpen(limit); limit++)
        {
            free -= IsOpen(limit) ? 0 : 1;
        }

        return (ulong)limit;
    }

    private static bool IsOpen(int descriptor) => Control(descriptor, GetFlags) >= 0;

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    private static partial int GetLimit(int resource, out Limits limits);

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetLimit(int resource, in Limits limits);

    private struct Limits
    {
        public ulong Current;
        public ulong Maximal;
    }
}
