namespace Tractor.Chaos.Members;

/// <summary>What goes between two actors for as long as they live: always something under way, and no load worth a word.</summary>
internal static class Traffic
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    public static async Task PingAsync(MsgStream<long, long> stream, CancellationToken token)
    {
        using IDisposable step = Steps.Enter("ping");
        await using (stream)
        {
            for (long i = 0; ; i++)
            {
                await stream.SendAsync(i, token);
                long answer = await stream.ReceiveAsync(token);
                if (answer != i)
                {
                    throw new InvalidOperationException($"{answer} came back for {i}");
                }

                await Task.Delay(Pace, token);
            }
        }
    }

    public static async Task ReadAsync(IAsyncEnumerable<long> items, CancellationToken token)
    {
        using IDisposable step = Steps.Enter("read");
        long last = -1;
        await foreach (long item in items.WithCancellation(token))
        {
            if (item != last + 1)
            {
                throw new InvalidOperationException($"{item} came behind {last}");
            }

            last = item;
        }
    }

    public static async Task CallAsync(Portal portal, CancellationToken token)
    {
        using IDisposable step = Steps.Enter("call");
        for (int i = 0; ; i++)
        {
            int sum = await portal.AddAsync(i, 1, token);
            if (sum != i + 1)
            {
                throw new InvalidOperationException($"{i} and 1 were {sum}");
            }

            await portal.NapAsync(15, token);
        }
    }
}
