using System.Globalization;

namespace Benchmarks.Harness;

/// <summary>What the kernel tells of a process.</summary>
public static class ProcFiles
{
    private const double MillisecondsATick = 10;

    /// <summary>Resident and proportional memory, in MB.</summary>
    public static (double Rss, double Pss) Memory(int pid)
    {
        string[] lines = File.ReadAllLines($"/proc/{pid}/smaps_rollup");
        return (Megabytes(lines, "Rss:"), Megabytes(lines, "Pss:"));
    }

    /// <summary>Processor time so far, in ms; the kernel counts in steps of 10.</summary>
    public static double ProcessorTime(int pid)
    {
        string text = File.ReadAllText($"/proc/{pid}/stat");
        string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) * MillisecondsATick;
    }

    /// <summary>Processor time so far, in ms, of all threads, as the scheduler counts it: in ns.</summary>
    public static double ScheduledTime(int pid) =>
        Directory.GetDirectories($"/proc/{pid}/task").Sum(thread => ReadFirst(Path.Combine(thread, "schedstat"))) / 1e6;

    /// <summary>Whether a process with this id is there and no zombie.</summary>
    public static bool IsAlive(int pid)
    {
        try
        {
            string text = File.ReadAllText($"/proc/{pid}/stat");
            return text[text.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static double Megabytes(string[] lines, string name) =>
        double.Parse(lines.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;

    private static double ReadFirst(string file)
    {
        try
        {
            return double.Parse(File.ReadAllText(file).Split(' ')[0], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
