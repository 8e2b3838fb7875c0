using System.Runtime.CompilerServices;

namespace Tractor.TestPrograms.Scenarios;

/// <summary>A one-way stream and the stream of a dialog, under way in the same child. The argument is the transport.</summary>
internal static partial class FlowsScenario
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        ActorRuntimeOptions options = new() { Transport = ActorTransport.Find(arguments[0]) };
        try
        {
            await ActorNursery.RunAsync(
                async nursery =>
                {
                    Announce.Ready();
                    Portal child = await nursery.StartActorAsync("child", Endpoints);
                    nursery.Run(_ => ReadOneWayAsync(child));
                    nursery.Run(_ => ReadDialogAsync(child));
                    await Task.Delay(Timeout.Infinite, nursery.CancellationToken);
                },
                options);
        }
        catch (OperationCanceledException)
        {
            Announce.Event("thrown", "root");
            throw;
        }

        return 0;
    }

    private static async Task ReadOneWayAsync(Portal child)
    {
        int count = 0;
        await foreach (int item in child.TickAsync())
        {
            if (++count == 100)
            {
                Announce.Event("flows", "oneway");
            }
        }
    }

    private static async Task ReadDialogAsync(Portal child)
    {
        await using var context = await child.OpenTalkAsync();
        await using MsgStream<int, int> stream = context.OpenStream();
        for (int i = 0; ; i++)
        {
            await stream.SendAsync(i);
            _ = await stream.ReceiveAsync();
            if (i == 100)
            {
                Announce.Event("flows", "dialog");
            }
        }
    }

    [TractorContext]
    private static async IAsyncEnumerable<int> Tick([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Announce.Ready();
        try
        {
            for (int i = 0; ; i++)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                yield return i;
            }
        }
        finally
        {
            Announce.Event("ended", "oneway");
        }
    }

    [TractorContext]
    private static async Task Talk(Context<int, int, int> context)
    {
        await context.StartedAsync(0);
        try
        {
            await using MsgStream<int, int> stream = context.OpenStream();
            await foreach (int item in stream)
            {
                await stream.SendAsync(item);
            }
        }
        finally
        {
            Announce.Event("ended", "dialog");
        }
    }
}
