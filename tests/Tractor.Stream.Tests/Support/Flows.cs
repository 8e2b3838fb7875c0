using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Tractor.StreamTests;

/// <summary>Dialogs with items, of every kind of end.</summary>
internal static partial class Flows
{
    /// <summary>Answers each item with its double; returns how many there were.</summary>
    [TractorContext]
    private static async Task<int> Double(Context<int, int, int> context)
    {
        await context.StartedAsync(0);
        int count = 0;
        await using MsgStream<int, int> stream = context.OpenStream();
        await foreach (int item in stream)
        {
            await stream.SendAsync(item * 2);
            count++;
        }

        return count;
    }

    /// <summary>Sends the numbers below <paramref name="count"/>, then ends as it is told to.</summary>
    [TractorContext]
    private static async Task<int> CountTo(Context<int, int, int> context, int count, string ending, string key)
    {
        await context.StartedAsync(0);
        await using (MsgStream<int, int> stream = context.OpenStream())
        {
            for (int i = 0; i < count; i++)
            {
                await stream.SendAsync(i);
            }
        }

        Notes.Set(key + ".sent");
        switch (ending)
        {
            case "error":
                throw new ArithmeticException("theirs");
            case "error in clean-up":
                await Task.Delay(Timeout.Infinite, context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw new ArithmeticException("theirs");
            case "cancel":
                await context.CancelAsync();
                break;
            case "park":
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
                break;
            default:
                break;
        }

        return count;
    }

    /// <summary>Opens no stream; ends when the note is there, or by its cancellation.</summary>
    [TractorContext]
    private static async Task<int> Ignore(Context<int, int, int> context, string key)
    {
        await context.StartedAsync(0);
        await Notes.WaitAsync(key).WaitAsync(context.CancellationToken);
        return 11;
    }

    /// <summary>The same with items that differ in size.</summary>
    [TractorContext]
    private static async Task<int> IgnoreTexts(Context<int, string, string> context, string key)
    {
        await context.StartedAsync(0);
        await Notes.WaitAsync(key).WaitAsync(context.CancellationToken);
        return 11;
    }

    /// <summary>Ignores its cancellation until the note is there.</summary>
    [TractorContext]
    private static async Task<int> Deaf(Context<int, int, int> context, string key)
    {
        await context.StartedAsync(0);
        await Notes.WaitAsync(key);
        return 11;
    }

    /// <summary>
    /// Sends one item when it has opened its stream; reads only when the note is there; gives the sum of the items, or -1
    /// if they were out of order.
    /// </summary>
    [TractorContext]
    private static async Task<long> ReadLate(Context<int, int, int> context, string key, int? window, StreamOverflow? overflow)
    {
        await using MsgStream<int, int> stream = await StartedStreamAsync(context, new StreamOptions { Window = window, Overflow = overflow });
        await stream.SendAsync(0);
        await Notes.WaitAsync(key).WaitAsync(context.CancellationToken);
        long sum = 0;
        int last = -1;
        await foreach (int item in stream)
        {
            sum = item <= last || sum < 0 ? -1 : sum + item;
            last = item;
        }

        return sum;
    }

    /// <summary>Opens its stream, and reads only when the note is there, and not fast; gives how many items came.</summary>
    [TractorContext]
    private static async Task<int> ReadBlocksLate(Context<int, byte[], byte[]> context, string key)
    {
        await context.StartedAsync(0);
        await using MsgStream<byte[], byte[]> stream = context.OpenStream();
        await Notes.WaitAsync(key).WaitAsync(context.CancellationToken);
        int count = 0;
        await foreach (byte[] _ in stream)
        {
            count++;
            await Task.Yield();
        }

        return count;
    }

    /// <summary>Keeps its stream open, sends nothing, and ends as it is told to when the note is there.</summary>
    [TractorContext]
    private static async Task<int> EndWithout(Context<int, int, int> context, string key, string ending)
    {
        MsgStream<int, int> stream = await StartedStreamAsync(context, null);
        await Notes.WaitAsync(key).WaitAsync(context.CancellationToken);
        if (ending == "error")
        {
            throw new ArithmeticException("theirs");
        }

        await context.CancelAsync();
        return await stream.ReceiveAsync();
    }

    /// <summary>Offers numbers until none is taken any more; tells how many were.</summary>
    [TractorContext]
    private static async Task<int> OfferMany(Context<int, int, int> context, int offers)
    {
        await using MsgStream<int, int> stream = await StartedStreamAsync(context, null);
        int taken = 0;
        for (int i = 0; i < offers; i++)
        {
            taken += stream.TrySend(taken) ? 1 : 0;
        }

        return taken;
    }

    /// <summary>Sends numbers until it is stopped; its failure is its own.</summary>
    [TractorContext]
    private static async Task<int> SendForever(Context<int, int, int> context, string key)
    {
        try
        {
            await using MsgStream<int, int> stream = await StartedStreamAsync(context, null);
            for (int i = 0; ; i++)
            {
                await stream.SendAsync(i);
            }
        }
        catch (Exception error)
        {
            Notes.Set(key, $"{error.GetType().Name} {context.Cancellation?.Reason}");
            throw;
        }
    }

    /// <summary>Receives until something ends it, and tells what.</summary>
    [TractorContext]
    private static async Task<int> ReceiveForever(Context<int, int, int> context, string key)
    {
        int count = 0;
        try
        {
            await using MsgStream<int, int> stream = await StartedStreamAsync(context, null);
            while (true)
            {
                await stream.ReceiveAsync();
                count++;
            }
        }
        catch (Exception error)
        {
            Notes.Set(key, $"{error.GetType().Name} {context.Cancellation?.Reason}");
            throw;
        }
    }

    /// <summary>A sender and a receiver of its own a side (STR-16).</summary>
    [TractorContext]
    private static async Task<int> Answer(Context<int, (int Id, int Value), (int Id, int Value)> context, int requests)
    {
        await context.StartedAsync(0);
        await using MsgStream<(int Id, int Value), (int Id, int Value)> stream = context.OpenStream();
        Channel<(int Id, int Value)> replies = Channel.CreateUnbounded<(int Id, int Value)>();
        Task sending = Task.Run(async () =>
        {
            for (int i = 0; i < requests; i++)
            {
                await stream.SendAsync((-1 - i, i));
            }

            await foreach ((int id, int value) in replies.Reader.ReadAllAsync())
            {
                await stream.SendAsync((id, value));
            }
        });
        int answered = 0;
        await foreach ((int id, int value) in stream)
        {
            answered += id < 0 ? 1 : 0;
            if (id >= 0)
            {
                replies.Writer.TryWrite((id, value * value));
            }
        }

        replies.Writer.Complete();
        await sending;
        return answered;
    }

    /// <summary>Items of many bytes, each filled with its number.</summary>
    [TractorContext]
    private static async Task<long> Blocks(Context<int, byte[], byte[]> context)
    {
        await context.StartedAsync(0);
        long bytes = 0;
        await using MsgStream<byte[], byte[]> stream = context.OpenStream();
        await foreach (byte[] block in stream)
        {
            bytes += block.Length;
            await stream.SendAsync(block);
        }

        return bytes;
    }

    /// <summary>Ever more numbers, one way; notes how it ended.</summary>
    [TractorContext]
    private static async IAsyncEnumerable<int> Numbers(int count, string key, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int i = 0;
        try
        {
            for (; i < count; i++)
            {
                if (i % 1000 == 0)
                {
                    await Task.Yield();
                }

                yield return i;
            }
        }
        finally
        {
            Notes.Set(key, cancellationToken.IsCancellationRequested ? "cancelled" : i.ToString(CultureInfo.InvariantCulture));
        }
    }

    [TractorContext]
    private static async IAsyncEnumerable<int> Failing(int count)
    {
        await Task.Yield();
        for (int i = 0; i < count; i++)
        {
            yield return i;
        }

        throw new ArithmeticException("theirs");
    }

    /// <summary>Sends one item, and then does not listen to its cancellation for a while.</summary>
    [TractorContext]
    private static async IAsyncEnumerable<int> DeafNumbers(int milliseconds)
    {
        yield return 1;
        await Task.Delay(milliseconds, CancellationToken.None);
    }

    /// <summary>Publishes numbered values of the topics that its subscriber asks for (STR-17).</summary>
    [TractorContext]
    private static async Task Publish(Context<int, (string Topic, bool On), (string Topic, int Value)> context)
    {
        await context.StartedAsync(0);
        await using MsgStream<(string Topic, bool On), (string Topic, int Value)> stream = context.OpenStream();
        HashSet<string> wanted = [];
        for (int value = 0; ; value++)
        {
            if (wanted.Count == 0)
            {
                Apply(wanted, await stream.ReceiveAsync());
            }

            while (stream.TryReceive(out (string Topic, bool On) change))
            {
                Apply(wanted, change);
            }

            foreach (string topic in wanted)
            {
                await stream.SendAsync((topic, value));
            }
        }
    }

    private static void Apply(HashSet<string> wanted, (string Topic, bool On) change)
    {
        if (change.On)
        {
            wanted.Add(change.Topic);
        }
        else
        {
            wanted.Remove(change.Topic);
        }
    }

    private static async Task<MsgStream<int, int>> StartedStreamAsync(Context<int, int, int> context, StreamOptions? options)
    {
        await context.StartedAsync(0);
        return context.OpenStream(options);
    }
}
