using System.Globalization;

namespace Tractor.TestKit;

/// <summary>The lines that came so far, and those who wait for one.</summary>
public sealed class LineLog
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly List<(string Beginning, TaskCompletionSource<string> Found)> _waiting = [];

    public IReadOnlyList<string> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines];
            }
        }
    }

    public void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_gate)
        {
            _lines.Add(line);
            foreach ((_, TaskCompletionSource<string> found) in _waiting.Where(wait => line.StartsWith(wait.Beginning, StringComparison.Ordinal)))
            {
                found.TrySetResult(line);
            }
        }
    }

    /// <summary>The pid at the end of an announcement.</summary>
    public static int PidIn(string line) => int.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture);

    /// <summary>Waits for the first line that begins so.</summary>
    /// <exception cref="TimeoutException">None came; the text has all that did.</exception>
    public async Task<string> LineAsync(string beginning)
    {
        try
        {
            return await FindAsync(beginning).WithinAsync();
        }
        catch (TimeoutException error)
        {
            throw new TimeoutException($"No line '{beginning}…' came.\n--- output\n{string.Join('\n', All)}", error);
        }
    }

    private Task<string> FindAsync(string beginning)
    {
        lock (_gate)
        {
            if (_lines.Find(line => line.StartsWith(beginning, StringComparison.Ordinal)) is { } there)
            {
                return Task.FromResult(there);
            }

            TaskCompletionSource<string> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((beginning, found));
            return found.Task;
        }
    }
}
