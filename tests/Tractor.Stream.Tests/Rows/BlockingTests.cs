using Tractor.StreamTests.Allocations;

namespace Tractor.StreamTests;

/// <summary>
/// Code that goes on behind an await runs on the thread that reads the connection. It may block there on a message of the
/// same connection: another thread reads it.
/// </summary>
[TestFixture]
public sealed class BlockingTests() : StreamFixture(TreeKind.Processes)
{
    [Test]
    public Task BehindACallOneMayBlockOnAnother() => RunAsync(async nursery =>
    {
        Portal peer = await nursery.StartActorAsync("peer", Costs.Endpoints);
        for (int round = 0; round < 20; round++)
        {
            Assert.That(await Task.Run(() => NestAsync(peer, depth: 5)), Is.EqualTo(5));
        }
    });

    [Test]
    public Task BehindAReceiveOneMayBlockOnTheNext() => RunAsync(async nursery =>
    {
        Portal peer = await nursery.StartActorAsync("peer", Costs.Endpoints);
        await using var context = await peer.OpenMirrorAsync();
        await using (MsgStream<Sample, Sample> stream = context.OpenStream())
        {
            await Task.Run(() => BlockInTurnAsync(stream, rounds: 50));
        }

        Assert.That(await context.ResultAsync(), Is.EqualTo(100));
    });

    [Test]
    public Task AnEndpointMayBlockOnItsOpener() => RunAsync(async nursery =>
    {
        Portal peer = await nursery.StartActorAsync("peer", Costs.Endpoints);
        await using var context = await peer.OpenBlockOnItemsAsync(30);
        await using (MsgStream<int, int> stream = context.OpenStream())
        {
            for (int i = 0; i < 30; i++)
            {
                await stream.SendAsync(i);
                Assert.That(await peer.EchoLongAsync(i), Is.EqualTo(i));
            }
        }

        Assert.That(await context.ResultAsync(), Is.EqualTo(30 * 29 / 2));
    });

    private static async Task<long> NestAsync(Portal peer, int depth)
    {
        long one = await peer.EchoLongAsync(1).ConfigureAwait(false);
        return depth == 1 ? one : one + NestAsync(peer, depth - 1).GetAwaiter().GetResult();
    }

    private static async Task BlockInTurnAsync(MsgStream<Sample, Sample> stream, int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            await stream.SendAsync(new Sample(i, 0, 0));
            await stream.SendAsync(new Sample(-i, 0, 0));
            Sample first = await stream.ReceiveAsync().ConfigureAwait(false);
            Sample second = stream.ReceiveAsync().AsTask().GetAwaiter().GetResult();
            Assert.That((first.Id, second.Id), Is.EqualTo((i, -i)));
        }
    }
}
