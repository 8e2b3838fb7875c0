// A program without endpoints of its own: its children serve those of a library. eng/publish-matrix.sh publishes and
// runs it in every hosting.
using Tractor;
using Tractor.Hosting.Library;

await ActorNursery.RunAsync(async nursery =>
{
    Portal calculator = await nursery.StartActorAsync("calculator", Arithmetic.Endpoints);
    await using var context = await calculator.OpenAddAsync([1, 2, 3]);
    Console.WriteLine($"endpoint task started in {context.Started.Name}@{context.Started.Pid}");
    Sum sum = await context.ResultAsync();
    int square = await nursery.RunInActorAsync("squarer", Arithmetic.Endpoints, portal => portal.SquareAsync(7));
    Console.WriteLine($"the sum of {sum.Count} numbers is {sum.Total}, the square is {square}");
    await nursery.CancelAsync();
});
