using Microsoft.Extensions.Logging;
using Tractor.Actors;
using Tractor.Links;
using Tractor.Wire;

namespace Tractor.DialogTests;

/// <summary>What one actor's faults do to another: to the connection they share, and to nothing else.</summary>
public abstract class ConnectionTests(TreeKind kind) : DialogFixture(kind)
{
    private const string Square = "Tractor.DialogTests.Mixed.Square";

    [Test, Property("Row", "RPC-05")]
    public Task ATaskWhoseCallerIsGoneRunsToItsEndAndIsForgotten() => RunServingAsync(async (nursery, log) =>
    {
        string key = NewKey();
        Portal rogue = await StartRogueAsync(nursery);
        Link link = await CallAndCutAsync(rogue, key, fails: false);
        Notes.Set(key);
        await Notes.WaitAsync(key + ".done").WithinAsync();
        await Soon.UntilAsync(() => WasNotTold(log));
        await Soon.UntilAsync(() => link.Dialogs.OpenedByPeer == 0 && link.Dialogs.Snapshot().Length == 0);
        await AssertUndisturbedAsync(nursery, rogue);
    });

    [Test, Property("Row", "RPC-06")]
    public Task AnErrorThatCannotBeToldIsLoggedAndForgotten() => RunServingAsync(async (nursery, log) =>
    {
        string key = NewKey();
        Portal rogue = await StartRogueAsync(nursery);
        Link link = await CallAndCutAsync(rogue, key, fails: true);
        Notes.Set(key);
        await Soon.UntilAsync(() => WasNotTold(log));
        await Soon.UntilAsync(() => link.Dialogs.OpenedByPeer == 0);
        await AssertUndisturbedAsync(nursery, rogue);
    });

    [Test, Property("Row", "RPC-07")]
    public Task ACallInTheNameOfTheOtherSideIsRefused() => RunServingAsync(async (nursery, _) =>
    {
        Portal rogue = await StartRogueAsync(nursery);
        Portal victim = await StartRogueAsync(nursery);
        await using (var honest = await victim.OpenLookAsync())
        {
            Assert.That(honest.Started.Caller, Is.EqualTo(CurrentActor.Id), "the caller is who identified itself on the connection");
            await honest.ResultAsync();
        }

        string told = await rogue.SendWrongAsync(await victim.WhereAsync(), (byte)FrameKind.Start, 2);
        Assert.That(told, Does.StartWith("PeerLostException of ProtocolException").And.Contain("dialog id 2 is of the other side"));
        Assert.That(await victim.SquareAsync(2), Is.EqualTo(4));
    });

    [TestCase(FrameKind.Item, 9999UL, true)]
    [TestCase(FrameKind.Result, 9998UL, true)]
    [TestCase(FrameKind.Error, 9998UL, true)]
    [TestCase(FrameKind.Stop, 9999UL, false)]
    [Property("Row", "RPC-08")]
    public Task AFrameOfADialogThatNeverWasIsDropped(object kind, ulong dialog, bool warned) => RunServingAsync(async (nursery, log) =>
    {
        Portal rogue = await StartRogueAsync(nursery);
        for (int i = 0; i < 5; i++)
        {
            await rogue.SendStrayAsync((byte)(FrameKind)kind, dialog);
        }

        Assert.That(await rogue.SquareAsync(3), Is.EqualTo(9), "the loop goes on");
        Assert.That(log.At(LogLevel.Warning).Count(text => text.Contains("never was", StringComparison.Ordinal)), Is.EqualTo(warned ? 3 : 0), "the 1st, 2nd and 4th");
    });

    [Test, Property("Row", "RPC-09")]
    [Property("Row", "ERR-14")]
    public Task AnErrorOfTheConnectionIsToldToTheOtherSide() => RunServingAsync(async (nursery, _) =>
    {
        Portal rogue = await StartRogueAsync(nursery);
        Portal victim = await StartRogueAsync(nursery);
        string told = await rogue.SendWrongAsync(await victim.WhereAsync(), 200, 1);
        Assert.That(told, Does.StartWith("PeerLostException of ProtocolException").And.Contain("frame kind 200 is unknown"));
        Assert.That((await victim.SquareAsync(2), await rogue.SquareAsync(3)), Is.EqualTo((4, 9)), "nothing but that connection is lost");
    });

    // Also where the child has no time left to end in order.
    [TestCase(500)]
    [TestCase(0)]
    [Property("Row", "RPC-09")]
    public async Task AParentThatIsToldFailsItsNursery(int orphanGrace)
    {
        Exception? failure = await Soon.ErrorOfAsync(() => RunServingAsync(
            async (nursery, _) =>
            {
                Portal rogue = await StartRogueAsync(nursery);
                Task<string> call = rogue.ReadSignAsync("never");
                rogue.Link.Send((FrameKind)200, 1);
                await call;
            },
            new ActorLimits { OrphanGrace = TimeSpan.FromMilliseconds(orphanGrace) }));
        Assert.That(failure, Is.InstanceOf<PeerLostException>().With.InnerException.InstanceOf<ProtocolException>());
        Assert.That(failure!.InnerException!.Message, Does.Contain("frame kind 200 is unknown"));
    }

    [Test, Property("Row", "RPC-10")]
    public Task RequestsOfTheRuntimeAreServedWhereUserCallsAreNot() => RunServingAsync(
        async (nursery, _) =>
        {
            Portal peer = await StartRogueAsync(nursery);
            await using var blocking = await peer.OpenBlockAsync();
            await using var first = await peer.OpenParkAsync(NewKey());
            await using var second = await peer.OpenParkAsync(NewKey());
            ProtocolException refused = Assert.ThrowsAsync<ProtocolException>(() => peer.SquareAsync(1))!;
            Assert.That(refused.Message, Does.Contain("3 dialogs open").And.Contain(nameof(ActorLimits.MaxDialogsPerPeer)));
            await first.CancelAsync();
            await blocking.CancelAsync();
            Assert.That((first.CancelAcked, blocking.CancelAcked), Is.EqualTo((true, true)), "a dialog's cancel is no call");
            Assert.That(await peer.SquareAsync(2), Is.EqualTo(4), "there is room again");
            await second.CancelAsync();
            Assert.That(await peer.CancelActorAsync(Soon.Bound), Is.True, "nor is an actor's");
        },
        new ActorLimits { MaxDialogsPerPeer = 3, DialogCancelTimeout = TimeSpan.FromSeconds(20), CancelTimeout = TimeSpan.FromSeconds(20) });

    [Test]
    public async Task RequestsToCancelAreLimited()
    {
        string? seen = null;
        string key = NewKey();

        // The victim is ended by another, which its dialog is told; what the tree ends with is of no interest here.
        await Soon.ErrorOfAsync(() => RunServingAsync(
            async (nursery, _) =>
            {
                Portal rogue = await StartRogueAsync(nursery);
                Portal victim = await StartRogueAsync(nursery);
                await using var stuck = await victim.OpenStuckAsync(key, start: true);
                seen = await rogue.AskForEndAsync(await victim.WhereAsync(), 6);
                Notes.Set(key);
            },
            new ActorLimits { MaxPendingCancels = 5, KillTimeout = TimeSpan.FromMilliseconds(200) }));
        Assert.That(seen, Does.StartWith("0 ").And.Contain("5 requests to cancel unanswered").And.Contain(nameof(ActorLimits.MaxPendingCancels)));
    }

    [Test, Property("Row", "RPC-12")]
    public Task DialogsOfAllKindsShareAPortalAndNeverCross() => RunServingAsync(async (nursery, _) =>
    {
        Portal peer = await StartRogueAsync(nursery);
        List<Task> all = [];
        for (int i = 0; i < 25; i++)
        {
            int n = i;
            all.Add(Task.Run(async () => Assert.That(await peer.SquareAsync(n), Is.EqualTo(n * n))));
            all.Add(Task.Run(async () => Assert.That(await peer.CountAsync(n * 100, 50).ToListAsync(), Is.EqualTo(Enumerable.Range(n * 100, 50)))));
            all.Add(Task.Run(() => AddAsync(peer, n)));
        }

        await Task.WhenAll(all).WithinAsync();
    });

    [Test, Property("Row", "MSG-11")]
    [Property("Row", "RPC-13")]
    public Task AnEndpointIsTheSameByIdAndByNameInBothProcesses() => RunServingAsync(async (nursery, _) =>
    {
        Portal peer = await StartRogueAsync(nursery);
        ulong id = Mixed.Endpoints.Parts.Single().Endpoints.Single(endpoint => endpoint.Name == Square).Id;
        Assert.That(await peer.ResolveAsync(Square, id), Is.EqualTo((id, Square)));
    });

    [Test, Property("Row", "ERR-13")]
    public Task AConnectionThatEndsInOrderIsLoggedAndNotRaised() => RunServingAsync(async (nursery, log) =>
    {
        Portal peer = await StartRogueAsync(nursery);
        await Soon.ErrorOfAsync(() => peer.EndMyselfAsync());
        await Soon.UntilAsync(() => nursery.Children.Count == 0);
        Assert.That(log.At(LogLevel.Information), Has.Some.EqualTo($"{peer.Actor} has ended"));
        Assert.That(log.At(LogLevel.Error), Is.Empty);
        Assert.That(nursery.CancelCalled, Is.False);
    });

    [Test, Property("Row", "ERR-13")]
    public async Task AConnectionThatIsCutIsRaisedWithItsCause()
    {
        using Journal log = new();
        ActorId? peer = null;
        IOException cut = new("cut by hand");
        Exception? failure = await Soon.ErrorOfAsync(() => RunServingAsync(
            async (nursery, _) =>
            {
                Portal direct = await CurrentActor.ConnectAsync(await (await StartRogueAsync(nursery)).WhereAsync());
                peer = direct.Actor;
                Task<string> call = direct.ReadSignAsync("never");
                direct.Link.Abort(cut);
                await call;
            },
            log: log));
        Assert.That(failure, Is.InstanceOf<PeerLostException>().With.InnerException.SameAs(cut));
        Assert.That(failure!.Message, Does.Contain("cut by hand").And.Contain("Signs.ReadSign"));
        Assert.That(log.At(LogLevel.Debug), Has.Some.StartsWith($"Link to {peer}, to ").And.EndsWith(" is closed: cut by hand"));
    }

    private static bool WasNotTold(Journal log) => log.At(LogLevel.Information)
        .Any(text => text.Contains("Mixed.RunToEnd", StringComparison.Ordinal) && text.Contains("could not be told", StringComparison.Ordinal));

    // No error leaves the actor, nor does it stay in it: it calls and serves as before.
    private static async Task AssertUndisturbedAsync(ActorNursery nursery, Portal other)
    {
        Assert.That(await other.SquareAsync(3), Is.EqualTo(9));
        Portal self = await CurrentActor.ConnectAsync(CurrentActor.Address);
        Assert.That(await self.SquareAsync(4), Is.EqualTo(16));
        Assert.That(nursery.CancelCalled, Is.False);
    }

    // Gives the connection that was cut while the call ran.
    private static async Task<Link> CallAndCutAsync(Portal rogue, string key, bool fails)
    {
        Task cutting = rogue.CallAndCutAsync(CurrentActor.Address, key, fails);
        await Notes.WaitAsync(key + ".running").WithinAsync();
        Link link = ActorsInProcess.Get("test").Peers.Links.Single(link => link.Peer == rogue.Actor && link != rogue.Link);
        Assert.That(link.Dialogs.OpenedByPeer, Is.EqualTo(1));
        Notes.Set(key + ".cut");
        await cutting;
        await link.Lost.WithinAsync();
        return link;
    }

    private static async Task AddAsync(Portal peer, int mark)
    {
        await using var context = await peer.OpenAddAsync(mark);
        Assert.That(context.Started, Is.EqualTo(mark));
        await using (MsgStream<int, int> stream = context.OpenStream())
        {
            for (int i = 0; i < 50; i++)
            {
                await stream.SendAsync(i);
                Assert.That(await stream.ReceiveAsync(), Is.EqualTo(i + mark));
            }
        }

        Assert.That(await context.ResultAsync(), Is.EqualTo(50));
    }

    private static Task<Portal> StartRogueAsync(ActorNursery nursery) =>
        nursery.StartActorAsync("rogue", Rogue.Endpoints + Mixed.Endpoints + Talk.Endpoints + Signs.Endpoints);

    private async Task RunServingAsync(Func<ActorNursery, Journal, Task> body, ActorLimits? limits = null, Journal? log = null)
    {
        using Journal own = new();
        Journal used = log ?? own;
        await RunAsync(nursery => body(nursery, used), Options(limits) with { LoggerFactory = used, Endpoints = Mixed.Endpoints + Signs.Endpoints });
    }
}
