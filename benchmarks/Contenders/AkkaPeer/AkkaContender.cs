using Akka.Actor;
using Benchmarks.Harness;

namespace Benchmarks.AkkaPeer;

/// <summary>Akka.Remote over loopback; blocks are asked for in small numbers, since nothing holds the sender back.</summary>
internal sealed class AkkaContender(ActorSystem system, IActorRef service) : IContender
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public IReadOnlyDictionary<string, Func<TimeSpan, Task<WorkResult>>> Works => new Dictionary<string, Func<TimeSpan, Task<WorkResult>>>
    {
        [Harness.Works.Echo] = duration => Pace.OneAtATimeAsync(() => new ValueTask(service.Ask<long>(7L)), duration),
        [Harness.Works.EchoInFlight] = async duration =>
            WorkResult.Rate(await Pace.InFlightAsync(64, _ => new ValueTask(service.Ask<long>(7L)), duration)),
        [Harness.Works.StreamOfInts] = async duration => WorkResult.Rate(await Pace.ItemsAsync(count => ReadAsync(count, 0), duration)),
        [Harness.Works.StreamOfStructs] = async duration => WorkResult.Rate(await Pace.ItemsAsync(count => ReadAsync(count, -1), duration)),
        [Harness.Works.Blocks64K] = duration => BlocksAsync(64 << 10, duration),
        [Harness.Works.Blocks1M] = duration => BlocksAsync(1 << 20, duration),

        // It has one way to receive them.
        [Harness.Works.PassingBlocks64K] = duration => BlocksAsync(64 << 10, duration),
        [Harness.Works.PassingBlocks1M] = duration => BlocksAsync(1 << 20, duration),
    };

    private async Task ReadAsync(int count, int size)
    {
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        system.ActorOf(Props.Create(() => new CountingActor(service, new StreamOrder(count, size), all)));
        await all.Task.WaitAsync(Patience);
    }

    private async Task<WorkResult> BlocksAsync(int size, TimeSpan duration)
    {
        double blocks = await Pace.ItemsAsync(count => ReadAsync(count, size), duration, first: 16);
        return WorkResult.Rate(blocks * size / 1e6);
    }
}
