namespace Tractor.StreamTests.Flow;

/// <summary>
/// User code that held up the reading of its connection once does so no more: it runs on the pool, so that the others of the
/// connection do not wait until the reading was taken over, again and again.
/// </summary>
[TestFixture]
public sealed class BlockingHandlerTests() : StreamFixture(TreeKind.Processes)
{
    // Longer than the reading is held up before another thread takes it over.
    private const int Long = 30;
    private const int MostToLearn = 50;
    private const int Runs = 20;

    [Test]
    public Task AnEndpointThatTakesATokenRunsOnThePoolThen() => RunAsync(async nursery =>
    {
        Portal peer = await nursery.StartActorAsync("peer", Blockers.Endpoints);
        await IsLearntAsync(milliseconds => peer.BlockAsync(milliseconds));
    });

    [Test]
    public Task WhoReadsAStreamGoesOnOnThePoolThen() => RunAsync(async nursery =>
    {
        Portal peer = await nursery.StartActorAsync("peer", Blockers.Endpoints);
        await using var context = await peer.OpenBlockOnEachAsync();
        await using (MsgStream<bool, int> stream = context.OpenStream())
        {
            await IsLearntAsync(async milliseconds =>
            {
                await stream.SendAsync(milliseconds);
                return await stream.ReceiveAsync();
            });
        }

        await context.ResultAsync();
    });

    private static async Task IsLearntAsync(Func<int, Task<bool>> isOnPoolAsync)
    {
        // One run alone may be on the pool for another reason.
        int tries = 0;
        for (int inARow = 0; inARow < 3;)
        {
            inARow = await isOnPoolAsync(Long).WithinAsync() ? inARow + 1 : 0;
            Assert.That(++tries, Is.LessThan(MostToLearn));
        }

        for (int i = 0; i < Runs; i++)
        {
            Assert.That(await isOnPoolAsync(1).WithinAsync(), Is.True);
        }
    }
}
