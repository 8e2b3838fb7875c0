// One function, run in a process of its own: it starts, computes, hands its result back, and is gone.
using Tractor;

await ActorNursery.RunAsync(async nursery =>
{
    Task<Count> counting = nursery.RunInActorAsync("counter", Primes.Endpoints, portal => portal.CountBelowAsync(10_000));

    Console.WriteLine("the root goes on meanwhile");

    Count count = await counting;
    Console.WriteLine($"{count.Primes} primes below 10000, counted by {count.By}");
});

internal static partial class Primes
{
    [TractorContext]
    private static Task<Count> CountBelow(int limit)
    {
        int primes = Enumerable.Range(2, limit - 2).Count(IsPrime);
        return Task.FromResult(new Count(primes, CurrentActor.Id));
    }

    private static bool IsPrime(int number) =>
        Enumerable.Range(2, (int)Math.Sqrt(number) - 1).All(divisor => number % divisor != 0);
}

[MemoryPack.MemoryPackable]
internal sealed partial record Count(int Primes, ActorId By);
