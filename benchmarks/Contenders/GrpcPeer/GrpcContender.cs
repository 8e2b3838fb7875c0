using Benchmarks.GrpcPeer.Messages;
using Benchmarks.Harness;
using Grpc.Core;
using Grpc.Net.Client;

namespace Benchmarks.GrpcPeer;

/// <summary>gRPC over a Unix socket.</summary>
internal sealed class GrpcContender(GrpcChannel channel) : IContender
{
    private readonly Service.ServiceClient _client = new(channel);
    private readonly Number _number = new() { Value = 7 };

    public IReadOnlyDictionary<string, Func<TimeSpan, Task<WorkResult>>> Works => new Dictionary<string, Func<TimeSpan, Task<WorkResult>>>
    {
        [Harness.Works.Echo] = duration => Pace.OneAtATimeAsync(EchoAsync, duration),
        [Harness.Works.EchoInFlight] = async duration => WorkResult.Rate(await Pace.InFlightAsync(64, _ => EchoAsync(), duration)),
        [Harness.Works.StreamOfInts] = async duration => WorkResult.Rate(await Pace.ItemsAsync(
            count => ReadAsync(_client.Ints(new Request { Count = count })), duration)),
        [Harness.Works.StreamOfStructs] = async duration => WorkResult.Rate(await Pace.ItemsAsync(
            count => ReadAsync(_client.Triples(new Request { Count = count })), duration)),
        [Harness.Works.Blocks64K] = duration => BlocksAsync(64 << 10, duration),
        [Harness.Works.Blocks1M] = duration => BlocksAsync(1 << 20, duration),

        // It has one way to receive them.
        [Harness.Works.PassingBlocks64K] = duration => BlocksAsync(64 << 10, duration),
        [Harness.Works.PassingBlocks1M] = duration => BlocksAsync(1 << 20, duration),
        [Harness.Works.PingPong] = PingPongAsync,
    };

    private async ValueTask EchoAsync() => await _client.EchoAsync(_number);

    private static async Task ReadAsync<T>(AsyncServerStreamingCall<T> call)
    {
        using (call)
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
            }
        }
    }

    private async Task<WorkResult> BlocksAsync(int size, TimeSpan duration)
    {
        double blocks = await Pace.ItemsAsync(
            count => ReadAsync(_client.Blocks(new Request { Count = count, Size = size })), duration, first: 16);
        return WorkResult.Rate(blocks * size / 1e6);
    }

    private async Task<WorkResult> PingPongAsync(TimeSpan duration)
    {
        using AsyncDuplexStreamingCall<Item, Item> call = _client.PingPong();
        Item item = new() { Value = 7 };
        WorkResult result = await Pace.OneAtATimeAsync(() => ThereAndBackAsync(call, item), duration);
        await call.RequestStream.CompleteAsync();
        return result;
    }

    private static async ValueTask ThereAndBackAsync(AsyncDuplexStreamingCall<Item, Item> call, Item item)
    {
        await call.RequestStream.WriteAsync(item);
        await call.ResponseStream.MoveNext(CancellationToken.None);
    }
}
