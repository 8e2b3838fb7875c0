using System.Runtime.CompilerServices;

namespace Tractor.Fuzz.Served;

/// <summary>What the actors serve that are tried: each kind of endpoint, each kind of payload.</summary>
internal static partial class FuzzEndpoints
{
    [TractorContext]
    public static Task<int> SquareAsync(int value) => Task.FromResult(value * value);

    [TractorContext]
    public static ValueTask<string> JoinAsync(string? text, byte[]? bytes, int? number, FuzzPoint point) =>
        new($"{text} {bytes?.Length} {number} {point.Color}");

    [TractorContext]
    public static Task<FuzzRecord?> MirrorAsync(FuzzRecord? value) => Task.FromResult(value);

    [TractorContext]
    public static Task<(List<FuzzRecord>? First, Dictionary<string, List<int>>? Second)> ManyAsync(List<FuzzRecord>? records, Dictionary<string, List<int>>? table) =>
        Task.FromResult((records, table));

    [TractorContext]
    public static Task<string?[]?> TextsAsync(string?[]? texts) => Task.FromResult(texts);

    [TractorContext]
    public static Task FailAsync(string? message) => throw new InvalidOperationException(message);

    [TractorContext]
    public static async Task WaitAsync(CancellationToken cancellationToken) => await Task.Delay(Timeout.Infinite, cancellationToken);

    [TractorContext]
    public static async Task<long> SumAsync(Context<string, int, long> context, string? name)
    {
        await context.StartedAsync(name ?? "none");
        long sum = 0;
        await using MsgStream<int, long> stream = context.OpenStream();
        await foreach (int item in stream)
        {
            await stream.SendAsync(sum += item);
        }

        return sum;
    }

    [TractorContext]
    public static async Task<int> CollectAsync(Context<FuzzRecord?, FuzzRecord?, string> context, int overflow)
    {
        await context.StartedAsync(null);
        int count = 0;
        StreamOptions options = new() { Window = 4, Overflow = (StreamOverflow)((uint)overflow % 3) };
        await using MsgStream<FuzzRecord?, string> stream = context.OpenStream(options);
        await foreach (FuzzRecord? item in stream)
        {
            await stream.SendAsync(item?.Name ?? "null");
            count++;
        }

        return count;
    }

    // Takes items in and reads none.
    [TractorContext]
    public static async Task IgnoreAsync(Context<Nothing, byte[], Nothing> context)
    {
        await context.StartedAsync(default);
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
    }

    [TractorContext]
    public static async IAsyncEnumerable<int> CountAsync(int most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int i = 0; i < Math.Min(most, 300); i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return i;
        }

        await Task.Yield();
    }

    [TractorContext]
    public static async IAsyncEnumerable<string> RepeatAsync(string? text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int i = 0; i < 50; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return text ?? "none";
            await Task.Yield();
        }
    }
}
