using System.Globalization;

namespace Tractor.TestKit;

/// <summary>
/// The processes that this test run has made, at any depth: all inherit a mark in their environment. A zombie counts
/// only if its parent is a live process of ours; others are for whoever adopted them to reap.
/// </summary>
public static class ProcessTree
{
    private const string Variable = "TRACTOR_TEST_RUN";

    private static readonly string Mark = $"{Variable}={Guid.NewGuid():N}";

    private static readonly Lazy<DirectoryInfo> RuntimeDirectory = new(MakeRuntimeDirectory);

    /// <summary>
    /// Marks all that is started from now on, and gives it a directory of sockets that no other run has.
    /// </summary>
    public static void MarkDescendants()
    {
        Environment.SetEnvironmentVariable(Variable, Mark[(Variable.Length + 1)..]);
        Environment.SetEnvironmentVariable("XDG_RUNTIME_DIR", RuntimeDirectory.Value.FullName);
    }

    /// <summary>The pids of the live processes of this run, without this one.</summary>
    public static IReadOnlyList<int> Live() => [.. Pids().Where(pid => pid != Environment.ProcessId && IsMarked(pid) && !IsGone(pid))];

    /// <summary>Zombies that a live process of this run, or this one, has to reap.</summary>
    public static IReadOnlyList<int> Zombies()
    {
        HashSet<int> ours = [Environment.ProcessId, .. Live()];
        return [.. Pids().Where(pid => Read(pid) is { State: 'Z' } status && ours.Contains(status.Parent))];
    }

    /// <summary>Whether the process is dead; a zombie is.</summary>
    public static bool IsGone(int pid) => Read(pid) is not { State: not ('Z' or 'X') };

    /// <summary>Whether the last of its threads is dead, too: with that one its connections end, and it can be waited for.</summary>
    public static bool IsOver(int pid)
    {
        try
        {
            return IsGone(pid) && Directory.GetDirectories($"/proc/{pid}/task").Length <= 1;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Whether all of them go within the limit, which does not count their waits for a busy processor.</summary>
    public static async Task<bool> AreGoneWithinAsync(TimeSpan limit, IReadOnlyCollection<int> pids)
    {
        FairWatch watch = FairWatch.Start(pids);
        bool areGone = await Soon.HoldsAsync(Soon.Bound, () => pids.All(IsGone));
        return watch.Stop().Fair <= limit && areGone;
    }

    public static char? StateOf(int pid) => Read(pid)?.State;

    /// <summary>Whether the process was started with this in its environment, as <c>NAME=value</c>.</summary>
    public static bool HasVariable(int pid, string entry) => ReadText($"/proc/{pid}/environ")?.Split('\0').Contains(entry) ?? false;

    private static DirectoryInfo MakeRuntimeDirectory()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("tractor-run-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => directory.Delete(recursive: true);
        return directory;
    }

    private static IEnumerable<int> Pids() =>
        Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out int pid) ? pid : 0)
            .Where(pid => pid > 0);

    private static bool IsMarked(int pid) => HasVariable(pid, Mark);

    private static ProcessStatus? Read(int pid)
    {
        string? text = ReadText($"/proc/{pid}/stat");
        string[] fields = text?[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return fields.Length > 1 ? new ProcessStatus(fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture)) : null;
    }

    private static string? ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It went while we looked, or is another user's.
            return null;
        }
    }

    private sealed record ProcessStatus(char State, int Parent);
}
