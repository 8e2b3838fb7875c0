using Tractor.Chaos.Members;
using Tractor.Chaos.Seeing;

namespace Tractor.Chaos.Driving;

/// <summary>Tells what the processes of a tree that hangs wait for.</summary>
internal static class Waits
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    public static async Task<string> DescribeAsync(EventBoard events, int bystander)
    {
        IReadOnlyList<ProcessRow> rows = ProcessTable.Descendants(bystander);
        foreach (ProcessRow row in rows.Where(row => events.All.Any(happened => happened.Pid == row.Pid)))
        {
            Native.Signal(row.Pid, Steps.ReportSignal);
        }

        await Task.Delay(Patience);
        IEnumerable<string> lines = rows.Select(row =>
            $"    {row.Pid} below {row.Parent} {row.State} {row.Command}: {ProcessTable.WaitsOf(row.Pid)}\n      {StepsOf(events, row.Pid)}");
        return string.Join('\n', lines.Append($"    the driver: {string.Join("; ", Steps.All)}"));
    }

    private static string StepsOf(EventBoard events, int pid) =>
        events.All.LastOrDefault(happened => happened.Kind == "steps" && happened.Pid == pid)?.Text ?? "it does not say";
}
