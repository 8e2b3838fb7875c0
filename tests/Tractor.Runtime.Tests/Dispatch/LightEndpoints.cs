using Tractor.Runtime.Tests.Scopes;
using Tractor.Scopes;

namespace Tractor.Runtime.Tests.Dispatch;

/// <summary>Endpoints without a token.</summary>
internal static partial class LightEndpoints
{
    /// <summary>Set by each test before it calls.</summary>
    public static LightProbe Probe { get; set; } = new();

    [TractorContext]
    public static ValueTask<int> InstantAsync() => new(Probe.Runs());

    [TractorContext]
    public static async Task<int> NurseryAsync()
    {
        LightProbe probe = Probe;
        await probe.BeforeNursery;
        await TaskNursery.RunAsync(async nursery =>
        {
            probe.Entered.TrySetResult();
            try
            {
                await Soon.Forever(nursery.CancellationToken);
            }
            finally
            {
                probe.Ended.TrySetResult();
            }
        });
        return 1;
    }

    [TractorContext]
    public static ValueTask<int> BlockAsync()
    {
        Probe.Entered.TrySetResult();
        Probe.Gate.Wait();
        return new ValueTask<int>(2);
    }

    /// <summary>Completes at once and leaves something running, or waits.</summary>
    [TractorContext]
    public static async ValueTask<int> SometimesAsync(bool waits)
    {
        LightProbe probe = Probe;
        if (waits)
        {
            probe.Entered.TrySetResult();
            await probe.BeforeNursery;
            return 2;
        }

        probe.Behind = Task.Run(async () =>
        {
            await probe.Entered.Task;
            return Scope.Current;
        });
        return 1;
    }

    /// <summary>Always completes at once; leaves something running, or blocks.</summary>
    [TractorContext]
    public static ValueTask<int> KickAsync(bool blocks)
    {
        LightProbe probe = Probe;
        if (blocks)
        {
            probe.Own = Scope.Current;
            probe.Entered.TrySetResult();
            probe.Gate.Wait();
            return new ValueTask<int>(2);
        }

        probe.Behind = Task.Run(async () =>
        {
            await probe.Entered.Task;
            return Scope.Current;
        });
        return new ValueTask<int>(1);
    }

    /// <summary>Blocks its thread on what runs on another: a nursery, or not.</summary>
    [TractorContext]
    public static ValueTask<int> BlockOnOtherAsync(bool opensNursery)
    {
        LightProbe probe = Probe;
        Task other = Task.Run(() => opensNursery ? TaskNursery.RunAsync(nursery => PassAsync(probe, nursery.CancellationToken)) : PassAsync(probe, default));
        other.GetAwaiter().GetResult();
        return new ValueTask<int>(1);
    }

    [TractorContext]
    public static ValueTask<int> ThrowAsync() => throw new InvalidOperationException("at once");

    [TractorContext]
    public static async Task<int> ThrowLaterAsync()
    {
        await Task.Yield();
        throw new InvalidOperationException("later");
    }

    [TractorContext]
    public static async Task<int> FailInNurseryAsync()
    {
        await TaskNursery.RunAsync(static nursery =>
        {
            nursery.Run(static _ => throw new InvalidOperationException("inside"));
            return Soon.Forever(nursery.CancellationToken);
        });
        return 1;
    }

    private static Task PassAsync(LightProbe probe, CancellationToken cancellationToken)
    {
        probe.Entered.TrySetResult();
        return probe.Passed.Task.WaitAsync(cancellationToken);
    }
}
