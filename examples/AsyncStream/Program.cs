// A producer that never ends, in another process, read like any asynchronous sequence. Leaving the loop ends it there:
// its finally block has run when the loop is over here.
using System.Runtime.CompilerServices;
using Tractor;

// Leaving the loop waits so long for the producer's end; a busy machine may need more than the default.
ActorRuntimeOptions options = new() { Limits = new ActorLimits { DialogCancelTimeout = TimeSpan.FromSeconds(10) } };

await ActorNursery.RunAsync(async nursery =>
{
    Portal portal = await nursery.StartActorAsync("producer", Producer.Endpoints);
    Console.WriteLine($"reading from {portal.Actor}");
    await foreach (long number in portal.FibonacciAsync())
    {
        Console.WriteLine(number);
        if (number > 50)
        {
            break;
        }
    }

    Console.WriteLine($"producers that ended: {await portal.EndedAsync()}");
    await nursery.CancelAsync();
}, options);

internal static partial class Producer
{
    private static int ended;

    [TractorContext]
    private static async IAsyncEnumerable<long> Fibonacci([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            for ((long a, long b) = (1, 1); ; (a, b) = (b, unchecked(a + b)))
            {
                // Credit keeps it a window ahead of its reader; the token ends it.
                cancellationToken.ThrowIfCancellationRequested();
                yield return a;
                await Task.Yield();
            }
        }
        finally
        {
            Interlocked.Increment(ref ended);
        }
    }

    [TractorContext]
    private static Task<int> Ended() => Task.FromResult(Volatile.Read(ref ended));
}
