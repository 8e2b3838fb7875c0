namespace Tractor.Tests.Platform;

/// <summary>What /proc says of processes.</summary>
internal static class ProcFile
{
    public static bool Exists(int pid) => Directory.Exists($"/proc/{pid}");

    /// <summary>'R', 'S', 'T', 'Z' …; null when there is no such process.</summary>
    public static char? State(int pid)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2];
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>How many descriptors of this process have a target that contains the text.</summary>
    public static int CountDescriptors(string target) => Directory
        .GetFileSystemEntries("/proc/self/fd")
        .Count(entry => LinkTarget(entry)?.Contains(target, StringComparison.Ordinal) == true);

    private static string? LinkTarget(string entry)
    {
        try
        {
            return new FileInfo(entry).LinkTarget;
        }
        catch (IOException)
        {
            // Closed since it was listed.
            return null;
        }
    }
}
