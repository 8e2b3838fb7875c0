using System.Text;

namespace Tractor.Chaos.Seeing;

/// <summary>What the members of the running tree have told, and who waits for it.</summary>
internal sealed class EventBoard
{
    private readonly Lock _gate = new();
    private readonly List<ChaosEvent> _events = [];
    private readonly List<(Func<ChaosEvent, bool> IsIt, TaskCompletionSource<ChaosEvent> Found)> _waiting = [];
    private readonly FileStream _pipe;

    /// <summary>Makes the pipe and reads it for as long as the process lives.</summary>
    public EventBoard(string path)
    {
        Native.MakePipe(path);

        // For both directions, so that the last writer's going is no end.
        _pipe = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        new Thread(Read) { IsBackground = true, Name = "chaos events" }.Start();
    }

    public IReadOnlyList<ChaosEvent> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>Forgets the tree before.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _events.Clear();
            _waiting.Clear();
        }
    }

    /// <summary>Completes with the first such event, also if it has been.</summary>
    public Task<ChaosEvent> WhenAsync(Func<ChaosEvent, bool> isIt)
    {
        lock (_gate)
        {
            if (_events.Find(known => isIt(known)) is { } been)
            {
                return Task.FromResult(been);
            }

            TaskCompletionSource<ChaosEvent> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((isIt, found));
            return found.Task;
        }
    }

    private void Read()
    {
        byte[] buffer = new byte[64 << 10];
        StringBuilder rest = new();
        while (true)
        {
            int count = _pipe.Read(buffer);
            rest.Append(Encoding.UTF8.GetString(buffer, 0, count));
            string[] lines = rest.ToString().Split('\n');
            rest.Clear().Append(lines[^1]);
            foreach (string line in lines.SkipLast(1))
            {
                Add(ChaosEvent.Parse(line));
            }
        }
    }

    private void Add(ChaosEvent happened)
    {
        lock (_gate)
        {
            _events.Add(happened);
            foreach ((_, TaskCompletionSource<ChaosEvent> found) in _waiting.Where(wait => wait.IsIt(happened)))
            {
                found.TrySetResult(happened);
            }
        }
    }
}
