using Tractor.Runtime.Tests.Scopes;

namespace Tractor.Runtime.Tests.Dispatch;

/// <summary>Where a test and an endpoint that leaves something behind meet.</summary>
internal sealed class LeavingProbe
{
    private volatile bool _hasEnded;

    public TaskCompletionSource Entered { get; } = Soon.Gate();

    /// <summary>What was left behind was asked to end.</summary>
    public TaskCompletionSource Cancelled { get; } = Soon.Gate();

    /// <summary>Lets it end.</summary>
    public TaskCompletionSource Gate { get; } = Soon.Gate();

    /// <summary>The same for what runs at the cancel.</summary>
    public ManualResetEventSlim CallbackGate { get; } = new();

    public bool HasEnded
    {
        get => _hasEnded;
        set => _hasEnded = value;
    }
}
