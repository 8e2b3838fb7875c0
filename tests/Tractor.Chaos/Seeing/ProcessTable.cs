using System.Globalization;

namespace Tractor.Chaos.Seeing;

/// <summary>The processes below this one, at any depth. As a subreaper it has the orphans too.</summary>
internal static class ProcessTable
{
    /// <summary>All below this process but for what is below <paramref name="except"/>.</summary>
    public static IReadOnlyList<ProcessRow> Descendants(int except)
    {
        ILookup<int, ProcessRow> byParent = All().ToLookup(row => row.Parent);
        List<ProcessRow> found = [];
        Collect(Environment.ProcessId, except, byParent, found);
        return found;
    }

    /// <summary>The member that a process is, by the title it was started with; -1 if it shows none.</summary>
    public static int MemberOf(int pid)
    {
        string line = Text($"/proc/{pid}/cmdline") ?? "";
        int start = line.IndexOf("_subactor[n", StringComparison.Ordinal);
        if (start < 0)
        {
            return -1;
        }

        string rest = line[(start + "_subactor[n".Length)..];
        int end = rest.IndexOfAny([']', '@']);
        return end > 0 && int.TryParse(rest[..end], CultureInfo.InvariantCulture, out int index) ? index : -1;
    }

    /// <summary>Whether this process, and what it starts, ignores SIGINT.</summary>
    public static bool IgnoresInterrupt { get; } =
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } line
        && ((Convert.ToUInt64(line[7..].Trim(), 16) >> (Native.Interrupt - 1)) & 1) != 0;

    public static bool IsAlive(int pid) => Read(pid) is { IsZombie: false };

    public static ProcessRow? Read(int pid)
    {
        string text = Text($"/proc/{pid}/stat") ?? "";
        int open = text.IndexOf('(', StringComparison.Ordinal);
        int close = text.LastIndexOf(')');
        if (open < 0 || close < open)
        {
            return null;
        }

        string[] fields = text[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new ProcessRow(pid, int.Parse(fields[1], CultureInfo.InvariantCulture), fields[0][0], text[(open + 1)..close]);
    }

    /// <summary>What each thread of a process waits for.</summary>
    public static string WaitsOf(int pid)
    {
        if (!Directory.Exists($"/proc/{pid}/task"))
        {
            return "gone";
        }

        IEnumerable<string> threads =
            from task in Directory.EnumerateDirectories($"/proc/{pid}/task")
            let name = Text($"{task}/comm")?.Trim()
            let wait = Text($"{task}/wchan")
            where name is not null
            select $"{name}:{(string.IsNullOrEmpty(wait) || wait == "0" ? "-" : wait)}";
        return string.Join(' ', threads);
    }

    private static void Collect(int parent, int except, ILookup<int, ProcessRow> byParent, List<ProcessRow> found)
    {
        foreach (ProcessRow row in byParent[parent].Where(row => row.Pid != except))
        {
            found.Add(row);
            Collect(row.Pid, except, byParent, found);
        }
    }

    private static IEnumerable<ProcessRow> All() =>
        from path in Directory.EnumerateDirectories("/proc")
        let name = Path.GetFileName(path)
        where char.IsAsciiDigit(name[0])
        let row = Read(int.Parse(name, CultureInfo.InvariantCulture))
        where row is not null
        select row;

    private static string? Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It went while we looked.
            return null;
        }
    }
}
