using Orleans.Concurrency;

namespace Benchmarks.OrleansPeer;

/// <summary>The server's half: a grain whose calls interleave, so that none waits for its turn.</summary>
[Reentrant]
internal sealed class Service : Grain, IService
{
    private byte[] _block = [];

    public ValueTask<long> Echo(long value) => new(value);

    public async IAsyncEnumerable<int> Ints(int count)
    {
        for (int i = 0; i < count; i++)
        {
            yield return i;
        }
    }

    public async IAsyncEnumerable<Triple> Triples(int count)
    {
        for (int i = 0; i < count; i++)
        {
            yield return new Triple(i, i, i);
        }
    }

    public ValueTask<byte[]> Block(int size) => new(_block.Length == size ? _block : _block = new byte[size]);
}
