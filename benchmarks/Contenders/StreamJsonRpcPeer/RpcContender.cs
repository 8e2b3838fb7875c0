using System.Net.Sockets;
using Benchmarks.Harness;
using StreamJsonRpc;

namespace Benchmarks.StreamJsonRpcPeer;

/// <summary>StreamJsonRpc with MessagePack over a Unix socket.</summary>
internal sealed class RpcContender : IContender, IDisposable
{
    private readonly JsonRpc _rpc;
    private readonly IService _service;

    public RpcContender(string path)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        _rpc = Rpc.Over(socket, null);
        _service = _rpc.Attach<IService>();
        _rpc.StartListening();
    }

    public IReadOnlyDictionary<string, Func<TimeSpan, Task<WorkResult>>> Works => new Dictionary<string, Func<TimeSpan, Task<WorkResult>>>
    {
        [Harness.Works.Echo] = duration => Pace.OneAtATimeAsync(() => new ValueTask(_service.EchoAsync(7)), duration),
        [Harness.Works.EchoInFlight] = async duration =>
            WorkResult.Rate(await Pace.InFlightAsync(64, _ => new ValueTask(_service.EchoAsync(7)), duration)),
        [Harness.Works.StreamOfInts] = async duration => WorkResult.Rate(await Pace.ItemsAsync(ReadIntsAsync, duration)),
        [Harness.Works.StreamOfStructs] = async duration => WorkResult.Rate(await Pace.ItemsAsync(ReadTriplesAsync, duration)),
        [Harness.Works.Blocks64K] = duration => BlocksAsync(64 << 10, duration),
        [Harness.Works.Blocks1M] = duration => BlocksAsync(1 << 20, duration),

        // It has one way to receive them.
        [Harness.Works.PassingBlocks64K] = duration => BlocksAsync(64 << 10, duration),
        [Harness.Works.PassingBlocks1M] = duration => BlocksAsync(1 << 20, duration),
    };

    public void Dispose() => _rpc.Dispose();

    private async Task ReadIntsAsync(int count)
    {
        await foreach (int _ in _service.IntsAsync(count, CancellationToken.None))
        {
        }
    }

    private async Task ReadTriplesAsync(int count)
    {
        await foreach (Triple _ in _service.TriplesAsync(count, CancellationToken.None))
        {
        }
    }

    // Four calls under way move more bytes than an enumerable does.
    private async Task<WorkResult> BlocksAsync(int size, TimeSpan duration) =>
        WorkResult.Rate(await Pace.InFlightAsync(4, _ => new ValueTask(_service.BlockAsync(size)), duration) * size / 1e6);
}
