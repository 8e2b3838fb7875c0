using System.Runtime.CompilerServices;
using StreamJsonRpc;

namespace Benchmarks.StreamJsonRpcPeer;

/// <summary>The server's half; items are read ahead and sent in batches, which measured best.</summary>
internal sealed class Service : IService
{
    private static readonly JsonRpcEnumerableSettings Tuned = new() { MaxReadAhead = 256, MinBatchSize = 64 };

    private byte[] _block = [];

    public Task<long> EchoAsync(long value) => Task.FromResult(value);

    public IAsyncEnumerable<int> IntsAsync(int count, CancellationToken cancellationToken) =>
        CountAsync(count, cancellationToken).WithJsonRpcSettings(Tuned);

    public IAsyncEnumerable<Triple> TriplesAsync(int count, CancellationToken cancellationToken) =>
        StructsAsync(count, cancellationToken).WithJsonRpcSettings(Tuned);

    public Task<byte[]> BlockAsync(int size) => Task.FromResult(_block.Length == size ? _block : _block = new byte[size]);

    private static async IAsyncEnumerable<int> CountAsync(int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int i = 0; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return i;
        }
    }

    private static async IAsyncEnumerable<Triple> StructsAsync(int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int i = 0; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new Triple(i, i, i);
        }
    }
}
