using System.Buffers;
using Benchmarks.Harness;
using Tractor;

namespace Benchmarks.TractorActors;

/// <summary>Tractor, through its public interface alone: the messages of one child.</summary>
internal sealed class TractorContender(ActorNursery nursery, Portal portal) : IContender
{
    public IReadOnlyDictionary<string, Func<TimeSpan, Task<WorkResult>>> Works => new Dictionary<string, Func<TimeSpan, Task<WorkResult>>>
    {
        [Harness.Works.Echo] = duration => Pace.OneAtATimeAsync(() => portal.EchoAsync(7), duration),
        [Harness.Works.EchoInFlight] = async duration =>
            WorkResult.Rate(await Pace.InFlightAsync(64, _ => portal.EchoAsync(7), duration)),
        [Harness.Works.StreamOfInts] = duration => RateAsync(ReadIntsAsync, duration),
        [Harness.Works.StreamOfStructs] = duration => RateAsync(ReadTriplesAsync, duration),
        [Harness.Works.Blocks64K] = duration => BlocksAsync(ReadBlocksAsync, 64 << 10, duration),
        [Harness.Works.Blocks1M] = duration => BlocksAsync(ReadBlocksAsync, 1 << 20, duration),
        [Harness.Works.PassingBlocks64K] = duration => BlocksAsync(ReadPassingBlocksAsync, 64 << 10, duration),
        [Harness.Works.PassingBlocks1M] = duration => BlocksAsync(ReadPassingBlocksAsync, 1 << 20, duration),
        [Harness.Works.PingPong] = PingPongAsync,
        [Harness.Works.Dialogs] = duration => Pace.OneAtATimeAsync(() => new ValueTask(DialogAsync()), duration),
        [Harness.Works.Allocations] = _ => new AllocationWork(portal).RunAsync(),
        [Harness.Works.BlockedHandler] = duration => new BlockedHandlerWork(portal).RunAsync(duration),
        [Harness.Works.EightActors] = duration => new ManyActorsWork(nursery).EightAsync(duration),
        [Harness.Works.IdleActors] = _ => new ManyActorsWork(nursery).IdleAsync(portal),
        [Harness.Works.StalledReader] = duration => new StalledReaderWork(portal).RunAsync(duration),
    };

    private static async Task<WorkResult> RateAsync(Func<int, Task> transfer, TimeSpan duration) =>
        WorkResult.Rate(await Pace.ItemsAsync(transfer, duration));

    private async Task ReadIntsAsync(int count)
    {
        await foreach (int _ in portal.IntsAsync(count))
        {
        }
    }

    private async Task ReadTriplesAsync(int count)
    {
        await foreach (Triple _ in portal.TriplesAsync(count))
        {
        }
    }

    private static async Task<WorkResult> BlocksAsync(Func<int, int, Task> transfer, int size, TimeSpan duration)
    {
        double blocks = await Pace.ItemsAsync(count => transfer(count, size), duration, first: 16);
        return WorkResult.Rate(blocks * size / 1e6);
    }

    private async Task ReadBlocksAsync(int count, int size)
    {
        await foreach (ReadOnlyMemory<byte> block in portal.BlocksAsync(count, size))
        {
            if (block.Length != size)
            {
                throw new InvalidOperationException($"A block of {block.Length} bytes came instead of {size}.");
            }
        }
    }

    private async Task ReadPassingBlocksAsync(int count, int size)
    {
        await foreach (IMemoryOwner<byte> block in portal.PassingBlocksAsync(count, size))
        {
            using (block)
            {
                if (block.Memory.Length != size)
                {
                    throw new InvalidOperationException($"A block of {block.Memory.Length} bytes came instead of {size}.");
                }
            }
        }
    }

    private async Task<WorkResult> PingPongAsync(TimeSpan duration)
    {
        await using var context = await portal.OpenPingPongAsync();
        WorkResult result;
        await using (MsgStream<int, int> stream = context.OpenStream())
        {
            result = await Pace.OneAtATimeAsync(() => ThereAndBackAsync(stream), duration);
        }

        await context.ResultAsync();
        return result;
    }

    private static async ValueTask ThereAndBackAsync(MsgStream<int, int> stream)
    {
        await stream.SendAsync(7);
        await stream.ReceiveAsync();
    }

    private async Task DialogAsync()
    {
        await using var context = await portal.OpenReturnsAsync();
        await context.ResultAsync();
    }
}
