namespace Tractor.StreamTests;

/// <summary>What tests of broadcasts do with their readers.</summary>
internal static class Readers
{
    /// <summary>Reads to the end.</summary>
    public static async Task<List<int>> ReadAllAsync(this IAsyncEnumerable<int> items)
    {
        List<int> seen = [];
        await foreach (int item in items)
        {
            seen.Add(item);
        }

        return seen;
    }

    /// <summary>Reads so many items.</summary>
    public static async Task<List<int>> ReadAsync(this Subscription<int> items, int count)
    {
        List<int> seen = [];
        for (int i = 0; i < count; i++)
        {
            seen.Add(await items.ReceiveAsync().WithinAsync());
        }

        return seen;
    }

    /// <summary>Reads to the end, and gives up waiting again and again.</summary>
    public static async Task<List<int>> ReadWithCancelsAsync(this Subscription<int> items)
    {
        List<int> seen = [];
        while (true)
        {
            using CancellationTokenSource source = new();
            ValueTask<int> receiving = items.ReceiveAsync(source.Token);
            if (seen.Count % 3 == 0 && !receiving.IsCompleted)
            {
                await source.CancelAsync();
            }

            try
            {
                seen.Add(await receiving);
            }
            catch (OperationCanceledException)
            {
                await Task.Yield();
            }
            catch (StreamClosedException)
            {
                return seen;
            }
        }
    }
}
