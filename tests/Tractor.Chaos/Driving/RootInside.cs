using Tractor.Chaos.Members;
using Tractor.Chaos.Plans;

namespace Tractor.Chaos.Driving;

/// <summary>The driver as the root.</summary>
internal sealed class RootInside : IRootRun
{
    private readonly TaskCompletionSource<Finish> _order = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RootInside(TreePlan plan) => Ended = Task.Run(() => RunAsync(plan));

    public int? Pid => null;

    public int? ExitCode => null;

    public Task<RootReport?> Ended { get; }

    public void Order(Finish finish) => _order.TrySetResult(finish);

    public void Dispose() => _order.TrySetCanceled();

    private async Task<RootReport?> RunAsync(TreePlan plan) => await Root.RunAsync(plan, _order.Task, handlesSignals: false);
}
