using System.Diagnostics;

namespace Tractor.StreamTests;

/// <summary>Connections that break in the middle of items (STR-20 to 22).</summary>
public abstract class CutTests(TreeKind kind) : StreamFixture(kind)
{
    // One ladder, and room for a loaded machine.
    private static readonly TimeSpan Ladder = TimeSpan.FromSeconds(20);

    [Test, Property("Row", "STR-20"), Property("Row", "STR-22")]
    public async Task AChildThatCutsItsOnlyConnectionIsReaped([Values] bool lingers)
    {
        if (lingers && !IsOfProcesses)
        {
            // Nothing ends a task of this process that listens to nobody: it would never be reaped.
            return;
        }

        Exception? stream = null;
        Stopwatch watch = new();
        Exception? failure = await Soon.ErrorOfAsync(() => RunAsync(async nursery =>
        {
            Portal peer = await StartAsync(nursery, "peer");
            await using var context = await peer.OpenSendForeverAsync(NewKey());
            MsgStream<int, int> items = context.OpenStream();
            await items.ReceiveAsync();
            Task<Exception?> reading = Soon.ErrorOfAsync(async () =>
            {
                while (true)
                {
                    await items.ReceiveAsync();
                }
            });

            watch.Start();

            // Its first value may not get out before the cut.
            await Soon.ErrorOfAsync(() => peer.OpenCutParentAsync(lingers));
            stream = await reading.WithinAsync();
        }));
        Assert.That(stream, Is.InstanceOf<ActorDiedException>().Or.InstanceOf<PeerLostException>().Or.InstanceOf<OperationCanceledException>());
        Assert.That(failure, Is.InstanceOf<ActorDiedException>().Or.InstanceOf<PeerLostException>());
        Assert.That(watch.Elapsed, Is.LessThan(Ladder));
    }

    [Test, Property("Row", "STR-21")]
    public async Task AParentThatCutsTheConnectionIsToldByItsCalls([Values(0, 1, 100, 10_000)] int after)
    {
        Exception? sent = null, received = null;
        Exception? failure = await Soon.ErrorOfAsync(() => RunAsync(async nursery =>
        {
            Portal peer = await StartAsync(nursery, "peer");
            await using var context = await peer.OpenDoubleAsync();
            MsgStream<int, int> stream = context.OpenStream();
            for (int i = 0; i < after; i++)
            {
                await stream.SendAsync(i);
                await stream.ReceiveAsync();
            }

            peer.Link.Abort(new IOException("cut by the test"));
            received = await Soon.ErrorOfAsync(async () => await stream.ReceiveAsync()).WithinAsync();
            sent = await Soon.ErrorOfAsync(async () => await stream.SendAsync(1)).WithinAsync();
        }));
        Assert.That(received, Is.InstanceOf<PeerLostException>().Or.InstanceOf<ActorDiedException>().Or.InstanceOf<OperationCanceledException>());
        Assert.That(sent, Is.InstanceOf<PeerLostException>().Or.InstanceOf<ActorDiedException>().Or.InstanceOf<OperationCanceledException>());
        Assert.That(failure, Is.InstanceOf<PeerLostException>().Or.InstanceOf<ActorDiedException>());
    }

    [Test, Property("Row", "STR-21")]
    public Task ACutBetweenTwoOthersEndsTheirStreamsAndCallsOnBothSides([Values(1, 500)] int after) => RunAsync(async nursery =>
    {
        string key = NewKey();
        Portal one = await StartAsync(nursery, "one");
        Portal other = await StartAsync(nursery, "other");
        string here = await one.CutOtherAsync(await other.WhereAsync(), key, after).WithinAsync();
        Assert.That(here.Split(' '), Is.All.EqualTo($"{nameof(PeerLostException)}:cut by the test".Replace(' ', '_')));
        foreach (string ending in new[] { ".receiver", ".sender" })
        {
            Assert.That(await other.ReadSignAsync(key + ending).WithinAsync(), Is.EqualTo($"{nameof(OperationCanceledException)} {CancelReason.PeerLost}"));
        }

        Assert.That(await other.ReadSignAsync(key + ".numbers").WithinAsync(), Is.EqualTo("cancelled"));
        Assert.That(await one.EchoAsync(1) + await other.EchoAsync(2), Is.EqualTo(3), "both go on");
    });
}
