using Tractor.Chaos.Members;
using Tractor.Chaos.Plans;
using Tractor.Chaos.Seeing;

namespace Tractor.Chaos.Driving;

/// <summary>What a tree has left behind.</summary>
internal sealed class Leftovers(TreePlan plan, Sandbox sandbox, EventBoard events, Bystander bystander, IRootRun root, TimeSpan slack)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5);

    private readonly List<string> _found = [];

    public IReadOnlyList<string> Found => _found;

    /// <summary>Looks for the dead of members that live, and could have taken them away.</summary>
    public async Task LookAtZombiesAsync()
    {
        HashSet<int> dead = [.. Zombies().Select(row => row.Pid)];
        if (dead.Count > 0)
        {
            await new FairClock(TimeProvider.System.GetTimestamp(), bystander.Pid).WaitAsync(() => !Zombies().Any(row => dead.Contains(row.Pid)), slack);
            _found.AddRange(Zombies().Where(row => dead.Contains(row.Pid)).Select(row => $"zombie {row.Pid} ({row.Command}) of {row.Parent}, which lives"));
        }
    }

    /// <summary>Looks at what lived when the root had ended, waits as long as orphans may take, and looks again.</summary>
    public async Task LookAsync(IReadOnlyList<ProcessRow> atEnd, RootReport? report)
    {
        if (report is not null)
        {
            LookAtOnce(atEnd, report);
        }

        await new FairClock(TimeProvider.System.GetTimestamp(), bystander.Pid).WaitAsync(() => Living().Count == 0, plan.OrphanBound + slack);
        foreach (ProcessRow row in Living())
        {
            _found.Add($"process {row.Pid} ({row.State} {row.Command}, n{ProcessTable.MemberOf(row.Pid)}): {ProcessTable.WaitsOf(row.Pid)}");
        }

        await ClearAsync();
        if (report is null)
        {
            // A root that had no time for it leaves it to the next one.
            await ActorRuntime.RunAsync(SweepAsync, new ActorRuntimeOptions { HandleSignals = false });
        }

        foreach (string file in sandbox.FilesBut(bystander.Pids))
        {
            _found.Add($"file {file}");
            File.Delete(file);
        }

        if (await bystander.CheckAsync() is { } trouble)
        {
            _found.Add(trouble);
        }
    }

    // All that was started has ended when the root's nursery has.
    private void LookAtOnce(IReadOnlyList<ProcessRow> atEnd, RootReport report)
    {
        _found.AddRange(report.StepsLeft.Select(step => $"task '{step}'"));
        foreach (ProcessRow row in atEnd.Where(row => row.Pid != root.Pid))
        {
            if (!row.IsZombie)
            {
                _found.Add($"process {row.Pid} (n{ProcessTable.MemberOf(row.Pid)}) at the root's end");
            }
            else if (row.Parent == root.Pid || (root.Pid is null && IsChildOfRoot(row.Pid)))
            {
                _found.Add($"zombie {row.Pid} ({row.Command}) of the root at its end");
            }
        }
    }

    // Not all that are below the driver are: orphans come to it.
    private bool IsChildOfRoot(int pid) =>
        events.All.FirstOrDefault(happened => happened.Kind == "begun" && happened.Pid == pid) is { Index: > 0 } begun
        && plan.Members[begun.Index].Parent == 0;

    private IEnumerable<ProcessRow> Zombies()
    {
        IReadOnlyList<ProcessRow> rows = ProcessTable.Descendants(bystander.Pid);
        return rows.Where(row => row.IsZombie && rows.Any(parent => parent.Pid == row.Parent && parent.State is 'R' or 'S' or 'D'));
    }

    private async Task SweepAsync(ActorRuntime runtime)
    {
        HashSet<int> live = [.. bystander.Pids, Environment.ProcessId];
        _ = runtime.Address;
        for (int i = 0; i < 1000 && sandbox.FilesBut(live).Count > 0; i++)
        {
            await Task.Delay(Glance);
        }
    }

    private IReadOnlyList<ProcessRow> Living()
    {
        IReadOnlyList<ProcessRow> rows = ProcessTable.Descendants(bystander.Pid);

        // Orphans that came here are ours to take away; the root's process is waited for by its own.
        foreach (ProcessRow row in rows.Where(row => row.IsZombie && row.Parent == Environment.ProcessId && row.Pid != root.Pid))
        {
            Native.Reap(row.Pid);
        }

        return [.. rows.Where(row => !row.IsZombie)];
    }

    // Whatever was found, the next tree starts from nothing.
    private async Task ClearAsync()
    {
        while (Living() is { Count: > 0 } rows)
        {
            foreach (ProcessRow row in rows)
            {
                Native.Signal(row.Pid, Native.Kill);
            }

            await Task.Delay(Glance);
        }
    }
}
