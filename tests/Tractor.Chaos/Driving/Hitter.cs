using Tractor.Chaos.Plans;
using Tractor.Chaos.Seeing;

namespace Tractor.Chaos.Driving;

/// <summary>Does the hits that come from outside, and notes those that members do to themselves.</summary>
internal sealed class Hitter(TreePlan plan, EventBoard events, IRootRun root, int bystander)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(3);

    private readonly Lock _gate = new();
    private readonly List<HitRecord> _met = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _decisive = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _all = Task.CompletedTask;

    /// <summary>Those that met their target so far, in the order of time.</summary>
    public IReadOnlyList<HitRecord> Met
    {
        get
        {
            lock (_gate)
            {
                return [.. _met.OrderBy(record => record.Time)];
            }
        }
    }

    /// <summary>Completes with the first that met its target.</summary>
    public Task First => _first.Task;

    /// <summary>Completes with the first of which the root has to hear.</summary>
    public Task Decisive => _decisive.Task;

    public void Start() => _all = Task.WhenAll(plan.Hits.Select(hit => hit.IsFromOutside ? HitAsync(hit) : NoteAsync(hit)));

    /// <summary>Does nothing more, when the tree has ended.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task NoteAsync(Hit hit)
    {
        ChaosEvent happened = await events.WhenAsync(happened => happened.Kind == "hit" && happened.Text == $"{hit.Number}").WaitAsync(_stop.Token);
        Note(hit, happened.Time);
    }

    private async Task HitAsync(Hit hit)
    {
        int pid = await TargetAsync(hit).WaitAsync(_stop.Token);
        await Task.Delay(hit.Delay, _stop.Token);
        if (!ProcessTable.IsAlive(pid))
        {
            return;
        }

        switch (hit.Kind)
        {
            case HitKind.Kill:
                Do(hit, pid, Native.Kill);
                break;
            case HitKind.Terminate:
                Do(hit, pid, Native.Terminate);
                break;
            case HitKind.Stop:
                Stop(hit, pid);
                break;
            default:
                await PauseAsync(hit, pid);
                break;
        }
    }

    // Whoever is stopped while nobody above him lives any more cannot be woken by anyone: that is not asked for.
    private void Stop(Hit hit, int pid)
    {
        Do(hit, pid, Native.Stop);
        if (root.Ended.IsCompleted || (root.Pid is { } above && !ProcessTable.IsAlive(above)))
        {
            Native.Signal(pid, Native.Continue);
        }
    }

    private async Task PauseAsync(Hit hit, int pid)
    {
        Do(hit, pid, Native.Stop);
        try
        {
            await Task.Delay(hit.Length, _stop.Token);
        }
        finally
        {
            Native.Signal(pid, Native.Continue);
        }
    }

    private void Do(Hit hit, int pid, int signal)
    {
        long time = TimeProvider.System.GetTimestamp();
        if (Native.Signal(pid, signal))
        {
            Note(hit, time);
        }
    }

    private void Note(Hit hit, long time)
    {
        lock (_gate)
        {
            _met.Add(new HitRecord(hit, time));
        }

        _first.TrySetResult();
        if (plan.IsDecisive(hit))
        {
            _decisive.TrySetResult();
        }
    }

    // The process to hit, at the moment to hit it.
    private async Task<int> TargetAsync(Hit hit)
    {
        if (hit.Moment == Moment.Born)
        {
            return await BirthAsync(hit.Target);
        }

        Task<ChaosEvent> begun = events.WhenAsync(happened => happened.Kind == "begun" && happened.Index == hit.Target);
        await (hit.Moment switch
        {
            Moment.Begun => begun,
            Moment.Ready => events.WhenAsync(happened => happened.Kind == "ready" && happened.Index == hit.Target),
            Moment.AllReady => events.WhenAsync(happened => happened is { Kind: "ready", Index: 0 }),
            _ => events.WhenAsync(happened => happened.Kind == "ending"),
        });
        return (await begun).Pid;
    }

    private async Task<int> BirthAsync(int member)
    {
        HashSet<int> known = [];
        while (true)
        {
            _stop.Token.ThrowIfCancellationRequested();
            foreach (ProcessRow row in ProcessTable.Descendants(bystander).Where(row => !known.Contains(row.Pid)))
            {
                int index = ProcessTable.MemberOf(row.Pid);
                if (index == member)
                {
                    return row.Pid;
                }

                // A process that has not come to its own program yet shows the line of who made it, or none.
                if (index >= 0 && events.All.Any(happened => happened.Pid == row.Pid))
                {
                    known.Add(row.Pid);
                }
            }

            await Task.Delay(Glance, _stop.Token);
        }
    }
}
