using Tractor.Runtime.Tests.Scopes;

namespace Tractor.Runtime.Tests.Dispatch;

/// <summary>Where a test and the endpoint that it calls meet.</summary>
internal sealed class LightProbe
{
    private int _runs;

    public Task BeforeNursery { get; init; } = Task.CompletedTask;

    public TaskCompletionSource Entered { get; } = Soon.Gate();

    public TaskCompletionSource Ended { get; } = Soon.Gate();

    public ManualResetEventSlim Gate { get; } = new();

    public int Runs() => Interlocked.Increment(ref _runs);
}
