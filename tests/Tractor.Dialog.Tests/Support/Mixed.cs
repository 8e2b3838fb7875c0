namespace Tractor.DialogTests;

/// <summary>Endpoints of every kind, and dialogs whose ends are of interest.</summary>
internal static partial class Mixed
{
    [TractorContext]
    private static async Task<int> Square(int value)
    {
        await Task.Yield();
        return value * value;
    }

    /// <summary>Gives each item back with <paramref name="mark"/> added; returns how many there were.</summary>
    [TractorContext]
    private static async Task<int> Add(Context<int, int, int> context, int mark)
    {
        await context.StartedAsync(mark);
        int count = 0;
        await using MsgStream<int, int> stream = context.OpenStream();
        await foreach (int item in stream)
        {
            await stream.SendAsync(item + mark);
            count++;
        }

        return count;
    }

    [TractorContext]
    private static async IAsyncEnumerable<int> Count(int from, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return from + i;
        }
    }

    /// <summary>Sends items that nobody may read, and returns.</summary>
    [TractorContext]
    private static async Task<int> Offer(Context<int, Nothing, int> context, int count)
    {
        await context.StartedAsync(0);
        await using (MsgStream<Nothing, int> stream = context.OpenStream())
        {
            for (int i = 0; i < count; i++)
            {
                await stream.SendAsync(i);
            }
        }

        return count;
    }

    /// <summary>Opens its stream before it has started (CTX-07).</summary>
    [TractorContext]
    private static async Task<int> StreamTooEarly(Context<int, int, int> context)
    {
        context.OpenStream();
        await context.StartedAsync(1);
        return 0;
    }

    /// <summary>Blocks a thread until the dialog is cancelled.</summary>
    [TractorContext]
    private static async Task<int> Block(Context<int> context)
    {
        await context.StartedAsync(1);
        context.CancellationToken.WaitHandle.WaitOne();
        context.CancellationToken.ThrowIfCancellationRequested();
        return 0;
    }

    /// <summary>Says what it sees of its dialog (CTX-33).</summary>
    [TractorContext]
    private static async Task<(string Endpoint, bool IsCancelled, bool HasCause)> Look(Context<(ulong Dialog, ActorId Caller)> context)
    {
        await context.StartedAsync((context.DialogId, context.Caller));
        return (context.Endpoint, context.CancellationToken.IsCancellationRequested, context.Cancellation is not null);
    }

    /// <summary>Fails while it is being cancelled, with a dialog, a stream and a nursery of its own open (CTX-37).</summary>
    [TractorContext]
    private static async Task<int> FailAmongOthers(Context<int> context, ActorAddress address, string key)
    {
        Portal other = await CurrentActor.ConnectAsync(address);
        await using var parked = await other.OpenParkAsync(key);
        await using var adding = await other.OpenAddAsync(1);
        await using MsgStream<int, int> stream = adding.OpenStream();
        await TaskNursery.RunAsync(async nursery =>
        {
            nursery.Run(token => Task.Delay(Timeout.Infinite, token));
            await context.StartedAsync(1);
            try
            {
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            }
            finally
            {
                Throw();
            }
        });
        return 0;

        static void Throw() => throw new ArithmeticException("of the user");
    }

    /// <summary>Waits for a lock that it never gets (CTX-38).</summary>
    [TractorContext]
    private static async Task<int> WaitForLock(Context<int> context)
    {
        using SemaphoreSlim held = new(0);
        await context.StartedAsync(1);
        await held.WaitAsync(context.CancellationToken);
        return 0;
    }

    /// <summary>Runs to its end whatever happens to its caller (RPC-05).</summary>
    [TractorContext]
    private static async Task<int> RunToEnd(string key, bool fails)
    {
        Notes.Set(key + ".running");
        await Notes.WaitAsync(key);
        Notes.Set(key + ".done");
        return fails ? throw new ArithmeticException("nobody hears of it") : 1;
    }
}
