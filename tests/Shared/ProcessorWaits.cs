using System.Globalization;

namespace Tractor.Shared;

/// <summary>How long threads had to wait for a processor, as the kernel counts it for each.</summary>
internal sealed class ProcessorWaits
{
    private Dictionary<string, long> _known = [];

    /// <summary>The longest wait of any thread of these processes since the last look; zero at the first.</summary>
    public TimeSpan Longest(IEnumerable<int> processes)
    {
        Dictionary<string, long> now = [];
        long longest = 0;
        foreach (string thread in processes.SelectMany(ThreadsOf))
        {
            if (WaitOf(thread) is { } wait)
            {
                now[thread] = wait;
                longest = Math.Max(longest, wait - _known.GetValueOrDefault(thread));
            }
        }

        bool isFirst = _known.Count == 0;
        _known = now;
        return isFirst ? TimeSpan.Zero : TimeSpan.FromMicroseconds(longest / 1000.0);
    }

    private static IEnumerable<string> ThreadsOf(int process)
    {
        try
        {
            return Directory.GetDirectories($"/proc/{process}/task");
        }
        catch (IOException)
        {
            // It went while we looked.
            return [];
        }
    }

    // Its time on a processor, its time in wait for one, both in nanoseconds, and how often it got one.
    private static long? WaitOf(string thread)
    {
        try
        {
            return File.ReadAllText($"{thread}/schedstat").Split(' ') is [_, string wait, _] ? long.Parse(wait, CultureInfo.InvariantCulture) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
