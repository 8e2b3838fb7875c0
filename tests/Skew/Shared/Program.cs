// A root whose program is replaced while it runs: the child that it starts then is of the other build. It tells on
// standard output what each of its calls came to.
using Tractor;
using Tractor.Skew;

Console.WriteLine("ready");
Console.ReadLine();
try
{
    await ActorNursery.RunAsync(async nursery =>
    {
        Portal peer = await nursery.StartActorAsync("other", Services.Endpoints);
        Console.WriteLine($"child {peer.Actor.Pid}");
        foreach ((string name, Func<Portal, Task<string>> call) in Calls.All)
        {
            try
            {
                Console.WriteLine($"{name}: {await call(peer)}");
            }
            catch (TractorException error)
            {
                Console.WriteLine($"{name}: {error.GetType().Name}: {error.Message}");
            }
        }

        await nursery.CancelAsync();
    });
    Console.WriteLine("done");
}
catch (Exception error)
{
    Console.WriteLine($"failed: {error}");
}
