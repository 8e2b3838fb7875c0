namespace Benchmarks.OrleansPeer;

/// <summary>What the server serves.</summary>
public interface IService : IGrainWithIntegerKey
{
    ValueTask<long> Echo(long value);

    IAsyncEnumerable<int> Ints(int count);

    IAsyncEnumerable<Triple> Triples(int count);

    ValueTask<byte[]> Block(int size);
}
