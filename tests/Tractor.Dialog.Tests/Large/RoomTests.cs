using Tractor.Actors;
using Tractor.CompilerServices;
using Tractor.Links;
using Tractor.Wire;

namespace Tractor.DialogTests;

/// <summary>Who calls a peer that does not read, or answers one, waits before it is sent: memory stays bounded.</summary>
[TestFixture]
public sealed class RoomTests() : DialogFixture(TreeKind.Processes)
{
    private const int Calls = 200;
    private const int Size = 100_000;

    // The bound of the queue, and a message of each thread that found room at the same time. In all it would be 20 MB.
    private const int Most = 4 << 20;

    [Test]
    public Task CallsWaitWhileThePeerDoesNotRead() => RunAsync(async nursery =>
    {
        Portal peer = await nursery.StartActorAsync("peer", Larges.Endpoints + Signs.Endpoints);
        Assert.That(await peer.HashBytesAsync([]), Is.Not.Empty);
        Signals.Send(peer.Actor.Pid, Signals.Stop);
        using CancellationTokenSource source = new();
        Task<string>[] calls = [.. Enumerable.Range(0, Calls).Select(i => peer.HashBytesAsync(new byte[Size]))];
        Task<string> impatient = peer.HashBytesAsync(new byte[Size], source.Token);
        Task opening = peer.OpenStartWithAsync(1, source.Token);
        Task<bool> moving = peer.BlocksAsync([1]).GetAsyncEnumerator(source.Token).MoveNextAsync().AsTask();
        Assert.That(peer.Link.Outgoing.WaitingBytes, Is.InRange(1 << 20, Most));
        await source.CancelAsync();
        Assert.That(await impatient.ErrorAsync(), Is.InstanceOf<OperationCanceledException>());
        Assert.That(await opening.ErrorAsync(), Is.InstanceOf<OperationCanceledException>());
        Assert.That(await moving.ErrorAsync(), Is.InstanceOf<OperationCanceledException>());
        Assert.That(peer.Link.Send(FrameKind.Cancel, 4711), Is.True, "control frames do not wait");
        Signals.Send(peer.Actor.Pid, Signals.Continue);
        string[] hashes = await Task.WhenAll(calls).WithinAsync();
        Assert.That(hashes, Is.All.EqualTo(Bytes.Hash(new byte[Size])));
    });

    [Test]
    public async Task WhoWaitsIsReleasedByTheLossOfThePeer()
    {
        Exception? failure = await Soon.ErrorOfAsync(() => RunAsync(async nursery =>
        {
            Portal peer = await nursery.StartActorAsync("peer", Larges.Endpoints);
            Signals.Send(peer.Actor.Pid, Signals.Stop);
            Task<string>[] calls = [.. Enumerable.Range(0, Calls).Select(i => peer.HashBytesAsync(new byte[Size]))];
            Signals.Send(peer.Actor.Pid, Signals.Kill);
            foreach (Task<string> call in calls)
            {
                Assert.That(await call.ErrorAsync(), Is.InstanceOf<ActorDiedException>().Or.InstanceOf<OperationCanceledException>());
            }
        }));
        Assert.That(failure, Is.InstanceOf<ActorDiedException>());
    }

    [Test]
    public Task ResultsWaitWhileTheCallerDoesNotRead([Values("MakeBytes", "MakeText")] string name) => RunAsync(async nursery =>
    {
        ActorAddress address = CurrentActor.Address;
        Actor self = ActorsInProcess.Get("test");
        using RawPeer raw = await RawPeer.ConnectAsPeerAsync(address);
        EndpointDescriptor endpoint = Larges.Endpoints.Parts[0].Endpoints.Single(each => each.Name.EndsWith(name, StringComparison.Ordinal));
        for (int i = 0; i < Calls; i++)
        {
            await raw.SendStartAsync(endpoint, (ulong)((2 * i) + 1), BitConverter.GetBytes(Size));
        }

        Link link = self.Peers.Links.Single(each => each.Peer.Name == "raw");
        await Soon.UntilAsync(() => link.Dialogs.OpenedByPeer == Calls || link.Outgoing.IsCrowded);
        await Task.Yield();
        Assert.That(link.Outgoing.WaitingBytes, Is.LessThan(Most));
        HashSet<ulong> ended = [];
        while (ended.Count < Calls)
        {
            (FrameHeader header, _) = (await raw.ReadAsync())!.Value;
            Assert.That(header.Kind, Is.EqualTo(FrameKind.Result));
            Assert.That(link.Outgoing.WaitingBytes, Is.LessThan(Most));
            if (header.Flags == FrameFlags.None)
            {
                ended.Add(header.Dialog);
            }
        }

        await Soon.UntilAsync(() => link.Dialogs.OpenedByPeer == 0);
    }, new ActorRuntimeOptions { Spawning = ActorSpawning.Process, HandleSignals = false, Endpoints = Larges.Endpoints });
}
