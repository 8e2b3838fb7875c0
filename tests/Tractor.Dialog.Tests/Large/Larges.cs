using System.Buffers;
using System.Security.Cryptography;

namespace Tractor.DialogTests;

/// <summary>Endpoints whose payloads are as large as one likes.</summary>
internal static partial class Larges
{
    [TractorContext]
    public static Task<byte[]> MakeBytes(int size) => Task.FromResult(Bytes.Of(size));

    [TractorContext]
    public static Task<string> MakeText(int length) => Task.FromResult(Bytes.TextOf(length));

    [TractorContext]
    public static Task<string> HashBytes(byte[] bytes) => Task.FromResult(Bytes.Hash(bytes));

    [TractorContext]
    public static Task<(string Hash, string Text)> HashOf(string text, int[] numbers, ReadOnlyMemory<byte> bytes) =>
        Task.FromResult((Bytes.Hash(bytes.ToArray()), $"{text.Length} {numbers.Sum(static number => (long)number)}"));

    [TractorContext]
    public static ValueTask<long> Add(long one, long other) => new(one + other);

    [TractorContext]
    public static Task FailWithMuch(int groups) =>
        throw new AggregateException(Enumerable.Range(0, groups).Select(static i => new InvalidOperationException(new string('x', 30_000))));

    [TractorContext]
    public static async Task<ReadOnlySequence<byte>> EchoAll(Context<Memory<byte>, ReadOnlyMemory<byte>, ArraySegment<byte>> context, int first)
    {
        await context.StartedAsync(Bytes.Of(first));
        byte[] last = [];
        await using MsgStream<ReadOnlyMemory<byte>, ArraySegment<byte>> stream = context.OpenStream();
        await foreach (ReadOnlyMemory<byte> item in stream)
        {
            last = item.ToArray();
            await stream.SendAsync(last);
        }

        return new ReadOnlySequence<byte>(last);
    }

    /// <summary>Tells of each item that came its size, or what it failed with.</summary>
    [TractorContext]
    public static async Task<int> Measure(Context<int, byte[], string> context, int items)
    {
        await context.StartedAsync(0);
        await using MsgStream<byte[], string> stream = context.OpenStream();
        for (int i = 0; i < items; i++)
        {
            try
            {
                await stream.SendAsync($"{(await stream.ReceiveAsync()).Length}");
            }
            catch (PayloadException error)
            {
                await stream.SendAsync(error.Message);
            }
        }

        return items;
    }

    [TractorContext]
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Blocks(int[] sizes)
    {
        foreach (int size in sizes)
        {
            yield return Bytes.Of(size);
        }
    }

    [TractorContext]
    public static Task<IMemoryOwner<byte>> MakeOwned(int size) => Task.FromResult<IMemoryOwner<byte>>(CountedBytes.Of(size));

    [TractorContext]
    public static async IAsyncEnumerable<IMemoryOwner<byte>?> OwnedBlocks(int[] sizes)
    {
        foreach (int size in sizes)
        {
            yield return size < 0 ? null : CountedBytes.Of(size);
        }
    }

    /// <summary>Sends what it receives back, changed.</summary>
    [TractorContext]
    public static async Task<IMemoryOwner<byte>> EchoOwned(Context<IMemoryOwner<byte>, IMemoryOwner<byte>, IMemoryOwner<byte>> context, int size)
    {
        await context.StartedAsync(CountedBytes.Of(size));
        await using MsgStream<IMemoryOwner<byte>, IMemoryOwner<byte>> stream = context.OpenStream();
        await foreach (IMemoryOwner<byte> item in stream)
        {
            item.Memory.Span.Reverse();
            await stream.SendAsync(item);
        }

        return CountedBytes.Of(size);
    }

    /// <summary>How many of this process's blocks were not disposed yet.</summary>
    [TractorContext]
    public static ValueTask<int> OwnedLeft() => new(CountedBytes.Left);

    [TractorContext]
    public static async Task<int> StartWith(Context<byte[]> context, int size)
    {
        await context.StartedAsync(Bytes.Of(size));
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
        return 0;
    }
}
