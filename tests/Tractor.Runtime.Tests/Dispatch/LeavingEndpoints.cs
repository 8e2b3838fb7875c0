using Tractor.Runtime.Tests.Scopes;

namespace Tractor.Runtime.Tests.Dispatch;

/// <summary>Endpoints that end while what they started has not.</summary>
internal static partial class LeavingEndpoints
{
    /// <summary>Set by each test before it calls.</summary>
    public static LeavingProbe Probe { get; set; } = new();

    /// <summary>Leaves a nursery behind whose clean-up takes until the test lets it; then returns or fails.</summary>
    [TractorContext]
    public static Task<int> LeaveNurseryAsync(bool fails, CancellationToken cancellationToken) => LeaveAsync(fails, cancellationToken);

    /// <summary>The same, where what is left hears of the endpoint's own token alone.</summary>
    [TractorContext]
    public static async Task<int> LeaveOnTokenAsync(bool fails, CancellationToken cancellationToken)
    {
        LeavingProbe probe = Probe;
        _ = TaskNursery.RunAsync(_ => CleanUpAsync(probe, cancellationToken), CancellationToken.None);
        await probe.Entered.Task;
        return fails ? throw new InvalidOperationException("left behind") : 7;
    }

    /// <summary>The same without a token.</summary>
    [TractorContext]
    public static Task<int> LeaveNurseryLightlyAsync(bool fails) => LeaveAsync(fails, CancellationToken.None);

    /// <summary>Has something registered on its token that fails when the test lets it.</summary>
    [TractorContext]
    public static async Task<int> FailInCallbackAsync(CancellationToken cancellationToken)
    {
        LeavingProbe probe = Probe;
        _ = cancellationToken.Register(() =>
        {
            probe.CallbackGate.Wait();
            throw new InvalidOperationException("in the callback");
        });
        probe.Entered.TrySetResult();
        await Soon.Forever(cancellationToken);
        return 8;
    }

    [TractorContext]
    public static Task<int> InstantAsync(CancellationToken cancellationToken) =>
        Task.FromResult(cancellationToken.IsCancellationRequested ? 0 : 9);

    private static async Task<int> LeaveAsync(bool fails, CancellationToken cancellationToken)
    {
        LeavingProbe probe = Probe;
        _ = TaskNursery.RunAsync(nursery => CleanUpAsync(probe, nursery.CancellationToken), cancellationToken);
        await probe.Entered.Task;
        return fails ? throw new InvalidOperationException("left behind") : 7;
    }

    private static async Task CleanUpAsync(LeavingProbe probe, CancellationToken cancellationToken)
    {
        probe.Entered.TrySetResult();
        try
        {
            await Soon.Forever(cancellationToken);
        }
        finally
        {
            probe.Cancelled.TrySetResult();
            await probe.Gate.Task;
            probe.HasEnded = true;
        }
    }
}
