using System.Globalization;

namespace Tractor.StreamTests;

/// <summary>Actors that have actors of their own.</summary>
internal static partial class Chains
{
    /// <summary>Passes on what the next of the chain sends; the last one counts.</summary>
    [TractorContext]
    private static async Task<int> Relay(Context<int, Nothing, int> context, int below, int count)
    {
        await context.StartedAsync(below);
        await using MsgStream<Nothing, int> stream = context.OpenStream();
        if (below == 0)
        {
            for (int i = 0; i < count; i++)
            {
                await stream.SendAsync(i);
            }

            return count;
        }

        return await ActorNursery.RunAsync(async nursery =>
        {
            Portal next = await nursery.StartActorAsync($"relay_{below - 1}", Endpoints);
            await using var inner = await next.OpenRelayAsync(below - 1, count);
            await using (var items = inner.OpenStream())
            {
                await foreach (int item in items)
                {
                    await stream.SendAsync(item);
                }
            }

            int total = await inner.ResultAsync();
            await nursery.CancelAsync();
            return total;
        });
    }

    /// <summary>Two producers of the same numbers, of which each goes on once (STR-27).</summary>
    [TractorContext]
    private static async Task Merge(Context<int, Nothing, int> context, int count)
    {
        await context.StartedAsync(Environment.ProcessId);
        await using MsgStream<Nothing, int> stream = context.OpenStream();
        await ActorNursery.RunAsync(async nursery =>
        {
            Portal first = await nursery.StartActorAsync("producer_1", Flows.Endpoints);
            Portal second = await nursery.StartActorAsync("producer_2", Flows.Endpoints);
            using SemaphoreSlim one = new(1);
            int next = 0;
            await Task.WhenAll(TakeAsync(first), TakeAsync(second));
            await nursery.CancelAsync();

            async Task TakeAsync(Portal producer)
            {
                await foreach (int item in producer.NumbersAsync(count, "merge"))
                {
                    await one.WaitAsync(nursery.CancellationToken);
                    try
                    {
                        if (item == next)
                        {
                            await stream.SendAsync(item);
                            next++;
                        }
                    }
                    finally
                    {
                        one.Release();
                    }
                }
            }
        });
    }

    /// <summary>Streams with another actor, then cuts the connection to it.</summary>
    [TractorContext]
    private static async Task<string> CutOther(ActorAddress address, string key, int after)
    {
        Portal other = await CurrentActor.ConnectAsync(address);
        var sending = await other.OpenReceiveForeverAsync(key + ".receiver");
        var receiving = await other.OpenSendForeverAsync(key + ".sender");
        Task<string> call = other.ReadSignAsync(key + ".never");
        Task<Exception> numbers = ErrorOfAsync(async () =>
        {
            await foreach (int _ in other.NumbersAsync(int.MaxValue, key + ".numbers"))
            {
            }
        });
        MsgStream<int, int> up = sending.OpenStream();
        MsgStream<int, int> down = receiving.OpenStream();
        for (int i = 0; i < after; i++)
        {
            await up.SendAsync(i);
            await down.ReceiveAsync();
        }

        other.Link.Abort(new IOException("cut by the test"));
        List<Exception> errors =
        [
            await ErrorOfAsync(async () => { while (true) { await down.ReceiveAsync(); } }),
            await ErrorOfAsync(async () => { while (true) { await up.SendAsync(1); } }),
            await ErrorOfAsync(() => call),
            await numbers,
            await ErrorOfAsync(() => sending.ResultAsync()),
            await ErrorOfAsync(() => receiving.ResultAsync()),
        ];
        return string.Join(' ', errors.Select(error => $"{error.GetType().Name}:{error.InnerException?.Message}".Replace(' ', '_')));
    }

    /// <summary>Opens a dialog with a child of its own and stays in it; tells how that ended (CTX-25).</summary>
    [TractorContext]
    private static async Task<int> Serve(Context<int, int, int> context, string key)
    {
        await ActorNursery.RunAsync(async nursery =>
        {
            Portal below = await nursery.StartActorAsync("below", Flows.Endpoints + Signs.Endpoints);
            var inner = await below.OpenSendForeverAsync(key + ".leaf");
            await using MsgStream<int, int> items = inner.OpenStream();
            await context.StartedAsync(await below.EchoAsync(5));
            await using MsgStream<int, int> stream = context.OpenStream();
            try
            {
                await foreach (int item in items)
                {
                    await stream.SendAsync(item);
                }
            }
            finally
            {
                Outcome<int> outcome = inner.Outcome ?? await WaitAsync(inner);
                string path = string.Join('>', (outcome.Error as ContextCancelledException)?.Path.Select(actor => actor.Name) ?? []);
                Notes.Set(key, string.Create(CultureInfo.InvariantCulture, $"{context.Cancellation?.Canceller.Name} {context.Cancellation?.Reason} {outcome.Kind} {path} {inner.Canceller?.Name}"));
            }
        });
        return 0;
    }

    // Its nursery is being cancelled, so waiting by way of the handle would end at once.
    private static async Task<Outcome<int>> WaitAsync(RemoteContext<int, int, int, int> inner)
    {
        await inner.DisposeAsync();
        return inner.Outcome!;
    }

    private static async Task<Exception> ErrorOfAsync(Func<Task> task)
    {
        try
        {
            await task();
            return new InvalidOperationException("it ended without an error");
        }
        catch (Exception error)
        {
            return error;
        }
    }
}
