namespace Tractor.TestPrograms.Scenarios;

/// <summary>
/// Consumers in the root that change what they subscribe to, while a publisher sends to each what it asked for. The
/// argument is the transport.
/// </summary>
internal static partial class TopicsScenario
{
    private const int Consumers = 2;

    public static async Task<int> RunAsync(string[] arguments)
    {
        ActorRuntimeOptions options = new() { Transport = ActorTransport.Find(arguments[0]) };
        await ActorNursery.RunAsync(
            async nursery =>
            {
                Announce.Ready();
                Portal publisher = await nursery.StartActorAsync("publisher", Endpoints);
                for (int i = 0; i < Consumers; i++)
                {
                    int number = i;
                    nursery.Run(_ => ConsumeAsync(publisher, number));
                }

                await Task.Delay(Timeout.Infinite, nursery.CancellationToken);
            },
            options);
        return 0;
    }

    /// <summary>Asks for a topic, then for another instead, again and again; announces when it has seen that work.</summary>
    private static async Task ConsumeAsync(Portal publisher, int number)
    {
        await using var context = await publisher.OpenPublishAsync();
        await using MsgStream<string, string> stream = context.OpenStream();
        try
        {
            for (int turn = 0; ; turn++)
            {
                string topic = $"topic_{number}_{turn % 2}", before = $"topic_{number}_{(turn + 1) % 2}";
                await stream.SendAsync(topic);
                string item = before;
                while (item == before)
                {
                    item = await stream.ReceiveAsync();
                }

                if (item != topic)
                {
                    throw new InvalidOperationException($"'{item}' is nobody's topic of consumer {number}.");
                }

                if (turn == 100)
                {
                    Announce.Event("consumes", $"{number}");
                }
            }
        }
        finally
        {
            Announce.Event("ended", $"{number}");
        }
    }

    /// <summary>Sends the last topic that was asked for, as fast as it is read.</summary>
    [TractorContext]
    private static async Task Publish(Context<Nothing, string, string> context)
    {
        Announce.Ready();
        await context.StartedAsync(default);
        await using MsgStream<string, string> stream = context.OpenStream();
        string topic = await stream.ReceiveAsync();
        while (true)
        {
            while (stream.TryReceive(out string? next))
            {
                topic = next;
            }

            await stream.SendAsync(topic);
        }
    }
}
