using Tractor.Runtime.Tests.Scopes;
using Tractor.Scopes;

namespace Tractor.Runtime.Tests.Dispatch;

/// <summary>Where a test and the endpoint that it calls meet.</summary>
internal sealed class LightProbe
{
    private int _runs;

    public Task BeforeNursery { get; init; } = Task.CompletedTask;

    public TaskCompletionSource Entered { get; } = Soon.Gate();

    public TaskCompletionSource Ended { get; } = Soon.Gate();

    public TaskCompletionSource Passed { get; } = Soon.Gate();

    /// <summary>What a call left running: in which scope it is.</summary>
    public Task<Scope?> Behind { get; set; } = Task.FromResult<Scope?>(null);

    /// <summary>In which scope a call is.</summary>
    public Scope? Own { get; set; }

    public ManualResetEventSlim Gate { get; } = new();

    public int Runs() => Interlocked.Increment(ref _runs);
}
