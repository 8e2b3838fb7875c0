using Benchmarks.Harness;
using Benchmarks.TractorActors;
using Tractor;

// The nursery is cancelled at the end: its actors would serve for ever.
await ActorNursery.RunAsync(async nursery =>
{
    Portal portal = await nursery.StartActorAsync("server", Service.Endpoints);
    await DriverLoop.RunAsync(new TractorContender(nursery, portal));
    await nursery.CancelAsync();
});
