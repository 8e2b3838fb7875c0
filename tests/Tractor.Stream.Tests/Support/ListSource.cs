using System.Threading.Channels;

namespace Tractor.StreamTests;

/// <summary>A source whose items a test hands out one by one, and that tells how often it was asked.</summary>
internal sealed class ListSource : IAsyncEnumerable<int>
{
    private readonly Channel<int> _items = Channel.CreateUnbounded<int>();

    public int Enumerations { get; private set; }

    public bool IsDisposed { get; private set; }

    public void Give(params int[] items)
    {
        foreach (int item in items)
        {
            _items.Writer.TryWrite(item);
        }
    }

    public void End(Exception? error = null) => _items.Writer.Complete(error);

    public async IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        Enumerations++;
        try
        {
            await foreach (int item in _items.Reader.ReadAllAsync(cancellationToken))
            {
                yield return item;
            }
        }
        finally
        {
            IsDisposed = true;
        }
    }
}
