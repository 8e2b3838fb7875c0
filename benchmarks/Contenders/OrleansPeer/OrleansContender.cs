using Benchmarks.Harness;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Benchmarks.OrleansPeer;

/// <summary>Orleans: one silo and one client over loopback.</summary>
internal sealed class OrleansContender(IServiceProvider services) : IContender
{
    // What its enumerables are fastest with.
    private const int BatchSize = 1000;

    private readonly IService _service = services.GetRequiredService<IClusterClient>().GetGrain<IService>(0);

    public IReadOnlyDictionary<string, Func<TimeSpan, Task<WorkResult>>> Works => new Dictionary<string, Func<TimeSpan, Task<WorkResult>>>
    {
        [Harness.Works.Echo] = duration => Pace.OneAtATimeAsync(() => _service.Echo(7), duration),
        [Harness.Works.EchoInFlight] = async duration => WorkResult.Rate(await Pace.InFlightAsync(64, _ => _service.Echo(7), duration)),
        [Harness.Works.StreamOfInts] = async duration => WorkResult.Rate(await Pace.ItemsAsync(ReadIntsAsync, duration)),
        [Harness.Works.StreamOfStructs] = async duration => WorkResult.Rate(await Pace.ItemsAsync(ReadTriplesAsync, duration)),
        [Harness.Works.Blocks64K] = duration => BlocksAsync(64 << 10, duration),
        [Harness.Works.Blocks1M] = duration => BlocksAsync(1 << 20, duration),

        // It has one way to receive them.
        [Harness.Works.PassingBlocks64K] = duration => BlocksAsync(64 << 10, duration),
        [Harness.Works.PassingBlocks1M] = duration => BlocksAsync(1 << 20, duration),
    };

    private async Task ReadIntsAsync(int count)
    {
        await foreach (int _ in _service.Ints(count).WithBatchSize(BatchSize))
        {
        }
    }

    private async Task ReadTriplesAsync(int count)
    {
        await foreach (Triple _ in _service.Triples(count).WithBatchSize(BatchSize))
        {
        }
    }

    // Four calls under way move more bytes than an enumerable does.
    private async Task<WorkResult> BlocksAsync(int size, TimeSpan duration) =>
        WorkResult.Rate(await Pace.InFlightAsync(4, _ => _service.Block(size), duration) * size / 1e6);
}
