using Tractor.Chaos.Members;
using Tractor.Chaos.Plans;
using Tractor.Chaos.Seeing;

namespace Tractor.Chaos.Driving;

/// <summary>What a tree has left behind.</summary>
internal sealed class Leftovers(TreePlan plan, Sandbox sandbox, Bystander bystander, IRootRun root, TimeSpan slack)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5);

    private readonly List<string> _found = [];

    public IReadOnlyList<string> Found => _found;

    /// <summary>Looks at what lived when the root had ended, waits as long as orphans may take, and looks again.</summary>
    public async Task LookAsync(IReadOnlyList<ProcessRow> atEnd, RootReport? report)
    {
        if (report is not null)
        {
            LookAtOnce(atEnd, report);
        }

        TimeSpan limit = plan.OrphanBound + slack;
        long start = TimeProvider.System.GetTimestamp();
        while (Living().Count > 0 && TimeProvider.System.GetElapsedTime(start) < limit)
        {
            await Task.Delay(Glance);
        }

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
            else if (row.Parent == root.Pid)
            {
                _found.Add($"zombie {row.Pid} ({row.Command}) of the root at its end");
            }
        }
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
