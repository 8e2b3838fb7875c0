using StreamJsonRpc;

namespace Benchmarks.StreamJsonRpcPeer;

/// <summary>What the server serves.</summary>
[JsonRpcContract]
public partial interface IService
{
    Task<long> EchoAsync(long value);

    IAsyncEnumerable<int> IntsAsync(int count, CancellationToken cancellationToken);

    IAsyncEnumerable<Triple> TriplesAsync(int count, CancellationToken cancellationToken);

    Task<byte[]> BlockAsync(int size);
}
