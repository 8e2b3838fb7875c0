using System.Globalization;
using System.Runtime.InteropServices;

namespace Benchmarks.Harness;

/// <summary>What the kernel tells of a process.</summary>
public static class ProcFiles
{
    /// <summary>Resident and proportional memory, in MB.</summary>
    public static (double Rss, double Pss) Memory(int pid)
    {
        string[] lines = File.ReadAllLines($"/proc/{pid}/smaps_rollup");
        return (Megabytes(lines, "Rss:"), Megabytes(lines, "Pss:"));
    }

    /// <summary>Processor time so far, in ms, of all threads, ended ones too.</summary>
    public static double ProcessorTime(int pid)
    {
        // The clock of a process, as clock_getcpuclockid gives it: exact, where /proc counts in steps of 10 ms.
        int clock = (~pid << 3) | 2;
        return clock_gettime(clock, out TimeSpec time) == 0
            ? (time.Seconds * 1e3) + (time.Nanoseconds / 1e6)
            : throw new InvalidOperationException($"Process {pid} is gone.");
    }

    /// <summary>Whether a process with this id is there and no zombie.</summary>
    public static bool IsAlive(int pid)
    {
        string stat = $"/proc/{pid}/stat";
        if (!File.Exists(stat))
        {
            return false;
        }

        try
        {
            string text = File.ReadAllText(stat);
            return text[text.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static double Megabytes(string[] lines, string name) =>
        double.Parse(lines.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;

#pragma warning disable SYSLIB1054 // One call whose arguments need no marshalling.
    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int clock_gettime(int clock, out TimeSpec time);
#pragma warning restore SYSLIB1054

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
