using System.Runtime.CompilerServices;

namespace Tractor.StreamTests;

/// <summary>Every kind of dialog, for conversations that are cut. It is counted which are alive.</summary>
internal static partial class Sweeps
{
    private static int live;

    [TractorContext]
    private static ValueTask<int> Live() => new(Volatile.Read(ref live));

    [TractorContext]
    private static async Task<long> Plus(long one, long other)
    {
        using Counted counted = new();
        await Task.Yield();
        return one + other;
    }

    [TractorContext]
    private static async Task<byte[]> Turn(byte[] bytes)
    {
        using Counted counted = new();
        await Task.Yield();
        Array.Reverse(bytes);
        return bytes;
    }

    [TractorContext]
    private static async Task Break()
    {
        using Counted counted = new();
        await Task.Yield();
        throw new InvalidOperationException("as it was asked to");
    }

    [TractorContext]
    private static async Task<int> Park(Context<int> context)
    {
        using Counted counted = new();
        await context.StartedAsync(1);
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
        return 0;
    }

    [TractorContext]
    private static async Task<int> Bounce(Context<string, byte[], byte[]> context)
    {
        using Counted counted = new();
        await context.StartedAsync("first");
        int count = 0;
        await using MsgStream<byte[], byte[]> stream = context.OpenStream();
        await foreach (byte[] item in stream)
        {
            await stream.SendAsync(item);
            count++;
        }

        return count;
    }

    [TractorContext]
    private static async IAsyncEnumerable<int> Forever([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using Counted counted = new();
        for (int i = 0; ; i++)
        {
            yield return i;
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private sealed class Counted : IDisposable
    {
        public Counted() => Interlocked.Increment(ref live);

        public void Dispose() => Interlocked.Decrement(ref live);
    }
}
