using System.Globalization;
using System.Runtime.Versioning;
using System.Text;

namespace Tractor.Platform;

/// <summary>Finds processes by what they were started with, whoever their parent is by now.</summary>
[SupportedOSPlatform("linux")]
internal static class ProcessSearch
{
    private const int FirstBytes = 4096;

    /// <summary>
    /// The live processes, but for this one, whose command line contains <paramref name="title"/> and which were started
    /// with an environment whose <paramref name="variable"/> contains <paramref name="mark"/>. The caller disposes them.
    /// </summary>
    /// <remarks>
    /// /proc shows the environment of the start, whatever became of it; that of other users it does not show. A process
    /// that is dying shows neither, while its sockets are still open: those whose name begins as the title are found too,
    /// whoever's they are. They end by themselves.
    /// </remarks>
    public static List<PidFd> Find(string variable, string mark, string title)
    {
        byte[] assignment = Encoding.UTF8.GetBytes($"{variable}=");
        byte[] wanted = Encoding.UTF8.GetBytes(mark);
        byte[] shown = Encoding.UTF8.GetBytes(title);
        List<PidFd> found = [];
        foreach (int pid in Pids())
        {
            // Again once it is open: until then the number may have come to mean another process.
            if (IsIt(pid) && PidFd.Open(pid) is { } process)
            {
                if (IsIt(pid))
                {
                    found.Add(process);
                }
                else
                {
                    process.Dispose();
                }
            }
        }

        return found;

        bool IsIt(int pid)
        {
            byte[] environment = Read(pid, "environ");
            return environment.Length > 0
                ? HasMark(environment, assignment, wanted) && Read(pid, "cmdline").AsSpan().IndexOf(shown) >= 0
                : IsDying(pid, shown);
        }
    }

    // Its memory is gone, or its first thread is and others are not.
    private static bool IsDying(int pid, ReadOnlySpan<byte> title)
    {
        ReadOnlySpan<byte> status = Read(pid, "stat");
        int name = status.IndexOf((byte)'(') + 1;
        int end = status.LastIndexOf((byte)')');
        if (name == 0 || end + 2 >= status.Length || !status[name..].StartsWith(title) || Read(pid, "cmdline").Length > 0)
        {
            return false;
        }

        return status[end + 2] is not ((byte)'Z' or (byte)'X') || CountThreads(pid) > 1;
    }

    private static int CountThreads(int pid)
    {
        try
        {
            return Directory.EnumerateDirectories(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/task")).Count();
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static IEnumerable<int> Pids() =>
        from path in Directory.EnumerateDirectories("/proc")
        let pid = int.TryParse(Path.GetFileName(path.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0
        where pid > 0 && pid != Environment.ProcessId
        select pid;

    private static bool HasMark(ReadOnlySpan<byte> block, ReadOnlySpan<byte> assignment, ReadOnlySpan<byte> mark)
    {
        while (!block.IsEmpty)
        {
            int end = block.IndexOf((byte)0);
            ReadOnlySpan<byte> entry = end < 0 ? block : block[..end];
            if (entry.StartsWith(assignment))
            {
                return entry.IndexOf(mark) >= 0;
            }

            block = end < 0 ? [] : block[(end + 1)..];
        }

        return false;
    }

    // Empty where it went while we looked, or is the kernel's or another user's: most are, so that an exception for each would
    // cost more than all else of a search.
    private static unsafe byte[] Read(int pid, string what)
    {
        int number = NativeDescriptors.Open(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/{what}"), NativeDescriptors.CloseOnExec);
        if (number < 0)
        {
            return [];
        }

        using FileDescriptor file = new(number);
        byte[] content = new byte[FirstBytes];
        int length = 0;
        while (true)
        {
            fixed (byte* start = content)
            {
                nint count = NativeDescriptors.Read(file, start + length, (nuint)(content.Length - length));
                if (count <= 0)
                {
                    return content[..length];
                }

                length += (int)count;
            }

            if (length == content.Length)
            {
                Array.Resize(ref content, 2 * length);
            }
        }
    }
}
