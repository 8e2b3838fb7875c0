using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Tractor.StreamTests;

/// <summary>
/// Every kind of dialog, for conversations that are cut. Of each conversation it is known how many of its tasks are alive,
/// and how the others ended.
/// </summary>
internal static partial class Sweeps
{
    private static readonly ConcurrentDictionary<int, TalkTasks> Talks = new();

    [TractorContext]
    private static ValueTask<(int Live, string[] Endings)> Account(int talk) => new(Of(talk).Account);

    [TractorContext]
    private static Task<long> Plus(int talk, long one, long other) => Of(talk).WatchAsync(nameof(Plus), async () =>
    {
        await Task.Yield();
        return one + other;
    });

    [TractorContext]
    private static Task<byte[]> Turn(int talk, byte[] bytes, CancellationToken cancellationToken) => Of(talk).WatchAsync(nameof(Turn), async () =>
    {
        await Task.Yield();
        Array.Reverse(bytes);
        return bytes;
    });

    [TractorContext]
    private static Task<int> Break(int talk) => Of(talk).WatchAsync<int>(nameof(Break), static async () =>
    {
        await Task.Yield();
        throw new InvalidOperationException("as it was asked to");
    });

    /// <summary>A call that its caller has to give up.</summary>
    [TractorContext]
    private static Task<int> Hold(int talk, CancellationToken cancellationToken) => Of(talk).WatchAsync(nameof(Hold), async () =>
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return 0;
    });

    [TractorContext]
    private static Task<int> Park(Context<int> context, int talk) => Of(talk).WatchAsync(nameof(Park), async () =>
    {
        await context.StartedAsync(1);
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
        return 0;
    });

    /// <summary>Sends each item back, and counts them.</summary>
    [TractorContext]
    private static Task<int> Bounce(Context<string, byte[], byte[]> context, int talk) => Of(talk).WatchAsync(nameof(Bounce), async () =>
    {
        await context.StartedAsync("first");
        int count = 0;
        await using MsgStream<byte[], byte[]> stream = context.OpenStream();
        await foreach (byte[] item in stream)
        {
            await stream.SendAsync(item);
            count++;
        }

        return count;
    });

    /// <summary>Sends to somebody who does not read, and does not read either.</summary>
    [TractorContext]
    private static Task<int> Stuff(Context<int, int, int> context, int talk) => Of(talk).WatchAsync<int>(nameof(Stuff), async () =>
    {
        await context.StartedAsync(1);
        await using MsgStream<int, int> stream = context.OpenStream();
        for (int i = 0; ; i++)
        {
            await stream.SendAsync(i);
        }
    });

    /// <summary>Waits for items of somebody who sends none, and sends none either.</summary>
    [TractorContext]
    private static Task<int> Listen(Context<int, int, int> context, int talk) => Of(talk).WatchAsync(nameof(Listen), async () =>
    {
        await context.StartedAsync(1);
        await using MsgStream<int, int> stream = context.OpenStream();
        int count = 0;
        await foreach (int _ in stream)
        {
            count++;
        }

        return count;
    });

    [TractorContext]
    private static async IAsyncEnumerable<int> Forever(int talk, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using TalkTasks.Watched task = Of(talk).Enter(nameof(Forever));
        for (int i = 0; ; i++)
        {
            yield return i;
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    [TractorContext]
    private static async IAsyncEnumerable<int> Few(int talk, int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using TalkTasks.Watched task = Of(talk).Enter(nameof(Few));
        for (int i = 0; i < count; i++)
        {
            yield return i;
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
        }

        task.Ending = "returned";
    }

    private static TalkTasks Of(int talk) => Talks.GetOrAdd(talk, static _ => new TalkTasks());
}
