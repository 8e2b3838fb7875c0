// Two producers of the same numbers, an aggregator that passes each on once, and the root that reads them: four
// processes, three streams. Nobody runs ahead of its reader by more than a window.
using Tractor;

await ActorNursery.RunAsync(async nursery =>
{
    Portal aggregator = await nursery.StartActorAsync("aggregator", Aggregator.Endpoints);
    await using var context = await aggregator.OpenAggregateAsync(1000);
    Console.WriteLine($"{aggregator.Actor} merges {string.Join(" and ", context.Started)}");

    List<int> numbers = [];
    await foreach (int number in context.OpenStream())
    {
        numbers.Add(number);
    }

    Console.WriteLine($"{numbers.Count} numbers, {(numbers.SequenceEqual(Enumerable.Range(0, 1000)) ? "each once and in order" : "wrong")}");
    Console.WriteLine($"duplicates dropped: {await context.ResultAsync()}");
    await nursery.CancelAsync();
});

internal static partial class Aggregator
{
    [TractorContext]
    private static Task<int> Aggregate(Context<string[], Nothing, int> context, int count) => ActorNursery.RunAsync(async nursery =>
    {
        Portal[] producers =
        [
            await nursery.StartActorAsync("producer_1", Producer.Endpoints),
            await nursery.StartActorAsync("producer_2", Producer.Endpoints),
        ];
        await context.StartedAsync([.. producers.Select(producer => $"{producer.Actor}")]);

        await using MsgStream<Nothing, int> stream = context.OpenStream();
        using Merger merger = new(stream);
        await Task.WhenAll(producers.Select(producer => merger.TakeAsync(producer.CountAsync(count))));
        await nursery.CancelAsync();
        return merger.Dropped;
    });

    /// <summary>Passes on each number the first time it comes.</summary>
    private sealed class Merger(MsgStream<Nothing, int> stream) : IDisposable
    {
        private readonly SemaphoreSlim _one = new(1);
        private int _next;

        public int Dropped { get; private set; }

        public async Task TakeAsync(IAsyncEnumerable<int> numbers)
        {
            await foreach (int number in numbers)
            {
                await _one.WaitAsync();
                try
                {
                    if (number == _next)
                    {
                        await stream.SendAsync(number);
                        _next++;
                    }
                    else
                    {
                        Dropped++;
                    }
                }
                finally
                {
                    _one.Release();
                }
            }
        }

        public void Dispose() => _one.Dispose();
    }
}

internal static partial class Producer
{
    [TractorContext]
    private static async IAsyncEnumerable<int> Count(int count)
    {
        for (int i = 0; i < count; i++)
        {
            yield return i;
        }

        await Task.CompletedTask;
    }
}
