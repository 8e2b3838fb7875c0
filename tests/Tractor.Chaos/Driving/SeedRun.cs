using System.Globalization;
using Tractor.Chaos.Members;
using Tractor.Chaos.Plans;
using Tractor.Chaos.Seeing;

namespace Tractor.Chaos.Driving;

/// <summary>Runs the tree of one seed and looks at how it ends.</summary>
internal sealed class SeedRun(TreePlan plan, Sandbox sandbox, EventBoard events, Bystander bystander, TimeSpan slack)
{
    // What a tree may take to come up on a busy machine; who is hit meanwhile shows it sooner.
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AfterHit = TimeSpan.FromMilliseconds(1500);

    private readonly long _start = TimeProvider.System.GetTimestamp();
    private readonly List<string> _hangs = [];
    private bool _isOrdered;
    private long _orderTime;
    private TimeSpan _end;

    public async Task<SeedResult> RunAsync()
    {
        events.Clear();
        sandbox.Clear();
        Environment.SetEnvironmentVariable(StartUp.Variable, plan.Seed.ToString(CultureInfo.InvariantCulture));
        using IRootRun root = plan.HasOwnProcess ? new RootProcess(plan, events, sandbox.ReportPath) : new RootInside(plan);
        Hitter hitter = new(plan, events, root, bystander.Pid);
        hitter.Start();
        Leftovers leftovers = new(plan, sandbox, events, bystander, root, slack);
        await DriveAsync(root, hitter, leftovers);
        IReadOnlyList<ProcessRow> atEnd = ProcessTable.Descendants(bystander.Pid);
        await hitter.StopAsync();
        RootReport? report = root.Ended.IsCompleted ? await root.Ended : null;
        await leftovers.LookAsync(atEnd, report);
        IReadOnlyList<string> unexplained = root.Ended.IsCompleted ? [.. new Verdict(plan, hitter.Met, _isOrdered, events).On(report, root.ExitCode)] : [];
        TimeSpan took = TimeProvider.System.GetElapsedTime(_start);
        return new SeedResult(plan.Seed, took, _end, _hangs, leftovers.Found, unexplained, Story(hitter.Met, report));
    }

    // Lets the tree come up and be hit, and sees that it ends: by what was done to it, or by the order to end.
    private async Task DriveAsync(IRootRun root, Hitter hitter, Leftovers leftovers)
    {
        Task up = events.WhenAsync(happened => happened is { Kind: "ready", Index: 0 });
        await Task.WhenAny(up, root.Ended, hitter.Decisive, AfterAsync(hitter.First), Task.Delay(StartLimit));
        await Task.WhenAny(root.Ended, hitter.Decisive, Task.Delay(plan.Linger));
        if (hitter.Decisive.IsCompleted)
        {
            await WaitEndAsync(root, hitter.Met.First(record => plan.IsDecisive(record.Hit)).Time, "of the hit");
        }

        if (root.Ended.IsCompleted)
        {
            return;
        }

        await leftovers.LookAtZombiesAsync();
        _isOrdered = true;
        _orderTime = TimeProvider.System.GetTimestamp();
        root.Order(plan.Finish);
        await WaitEndAsync(root, _orderTime, "of the order to end");
    }

    private static async Task AfterAsync(Task hit)
    {
        await hit;
        await Task.Delay(AfterHit);
    }

    private async Task WaitEndAsync(IRootRun root, long since, string what)
    {
        FairClock clock = new(since, bystander.Pid);
        bool hasEnded = await clock.WaitAsync(() => root.Ended.IsCompleted, plan.EndBound + slack);
        _end = clock.Elapsed;
        if (!hasEnded)
        {
            _hangs.Add($"the root has not ended within {plan.EndBound + slack} {what} ({clock.Elapsed} on a busy machine)\n{await Waits.DescribeAsync(events, bystander.Pid)}");
        }
    }

    private string Story(IReadOnlyList<HitRecord> met, RootReport? report)
    {
        IEnumerable<(long Time, string Text)> lines = met.Select(record => (record.Time, record.Hit.ToString()))
            .Concat(events.All.Where(happened => happened.Kind != "hit").Select(happened => (happened.Time, $"{happened.Kind} n{happened.Index}@{happened.Pid} {happened.Text}")));
        if (_isOrdered)
        {
            lines = lines.Append((_orderTime, $"order: {plan.Finish}"));
        }

        IEnumerable<string> told = lines.OrderBy(line => line.Time)
            .Select(line => string.Create(CultureInfo.InvariantCulture, $"  {TimeProvider.System.GetElapsedTime(_start, line.Time).TotalMilliseconds,7:F0} ms  {line.Text}"));
        return string.Join('\n', told.Append($"  root: {report?.Text ?? "no report"}"));
    }
}
