namespace Tractor.DialogTests;

/// <summary>What errors say where they arrive, however hard they are to tell of (ERR rows).</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase), Parallelizable(ParallelScope.Children)]
public abstract class ErrorTextTests(TreeKind kind) : DialogFixture(kind)
{
    [Test, Property("Row", "ERR-01")]
    public Task ErrorsOfTheRuntimeSayWho() => RunAsync(async nursery =>
    {
        Portal peer = await StartNastiesAsync(nursery, "peer");
        ContextCancelledException cancelled = Assert.ThrowsAsync<ContextCancelledException>(() => peer.OpenCancelItselfAsync(context => context.ResultAsync(), start: true))!;
        Assert.That((cancelled.Canceller, cancelled.Peer, cancelled.Endpoint), Is.EqualTo((peer.Actor, peer.Actor, "Tractor.DialogTests.Talk.CancelItself")));
        Exception? overrun = await Soon.ErrorOfAsync(() => peer.OpenOfferAsync(
            async context =>
            {
                context.OpenStream(new StreamOptions { Overflow = StreamOverflow.Fail, Window = 2 });
                await context.ResultAsync();
            },
            int.MaxValue));
        RemoteActorException boxed = (RemoteActorException)overrun!;
        Assert.That(boxed.ErrorType, Is.EqualTo(typeof(StreamOverrunException)));
        Assert.That(boxed.RemoteData["Sender"], Is.EqualTo(peer.Actor.ToString()));
    });

    [Test, Property("Row", "ERR-08")]
    public Task ItReadsLikeALocalOneHopByHop() => RunAsync(async nursery =>
    {
        Portal leaf = await StartNastiesAsync(nursery, "leaf");
        Portal middle = await StartNastiesAsync(nursery, "middle");
        ActorAddress address = await leaf.WhereAsync();
        RemoteActorException thrown = (RemoteActorException)(await middle.FarAwayAsync(address).ErrorAsync());
        string[] lines = thrown.ToString().Split('\n');
        int[] places =
        [
            Array.FindIndex(lines, line => line.StartsWith($"{typeof(RemoteActorException)}: {leaf.Actor} raised System.AggregateException in Tractor.DialogTests.Nasties.NestedGroups", StringComparison.Ordinal)),
            Array.IndexOf(lines, $"--- in {leaf.Actor} (Tractor.DialogTests.Nasties.NestedGroups) ---"),
            Array.FindIndex(lines, line => line.Contains("Nasties.NestedGroups(", StringComparison.Ordinal)),
            Array.FindIndex(lines, line => line.StartsWith("    member 1 of 2: System.AggregateException: some", StringComparison.Ordinal)),
            Array.FindIndex(lines, line => line.StartsWith("        member 2 of 2: System.FormatException: b", StringComparison.Ordinal)),
            Array.FindIndex(lines, line => line.StartsWith("    member 2 of 2: System.Collections.Generic.KeyNotFoundException: c", StringComparison.Ordinal)),
            Array.IndexOf(lines, $"--- in {middle.Actor} (Tractor.DialogTests.Nasties.FarAway) ---"),
            Array.FindIndex(lines, line => line.Contains("Nasties.FarAway(", StringComparison.Ordinal)),
            Array.IndexOf(lines, "--- here ---"),
        ];
        Assert.That(places, Is.Ordered.And.All.GreaterThanOrEqualTo(0), thrown.ToString());
        Assert.That(lines.Count(line => line.Contains(nameof(ItReadsLikeALocalOneHopByHop), StringComparison.Ordinal)), Is.LessThanOrEqualTo(1), "no local frame twice");
    });

    [Test, Property("Row", "ERR-09")]
    public Task GroupsInGroupsKeepTheirMembers() => RunAsync(async nursery =>
    {
        Portal peer = await StartNastiesAsync(nursery, "peer");
        RemoteActorException thrown = (RemoteActorException)await peer.NestedGroupsAsync().ErrorAsync();
        Assert.That((thrown.ErrorType, thrown.Members.Count, thrown.Members[1].ErrorType), Is.EqualTo((typeof(AggregateException), 2, typeof(KeyNotFoundException))));
        Assert.That(thrown.Members[0].Members.Select(member => (member.ErrorType, member.Message, member.Origin)), Is.EqualTo(new[]
        {
            (typeof(ArithmeticException), "a", peer.Actor),
            (typeof(FormatException), "b", peer.Actor),
        }));
    });

    [Test, Property("Row", "ERR-10")]
    public Task AnUnreadableValueEndsTheDialogLikeAnyError() => RunAsync(async nursery =>
    {
        Portal peer = await StartNastiesAsync(nursery, "peer");
        RemoteContext<Brittle, Nothing, Nothing, Brittle>? handle = null;
        Exception? thrown = await Soon.ErrorOfAsync(() => peer.OpenBothAsync(
            async context =>
            {
                handle = context;
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            },
            BreaksOn.Nothing,
            BreaksOn.Reading));
        Assert.That(thrown, Is.InstanceOf<PayloadException>().And.SameAs(handle!.RemoteError), "the body was interrupted");
    });

    [Test, Property("Row", "ERR-11")]
    public Task ErrorsOfTasksLeaveTheActorAsItIs() => RunAsync(async nursery =>
    {
        Portal peer = await StartNastiesAsync(nursery, "peer");
        for (int i = 0; i < 20; i++)
        {
            Assert.ThrowsAsync<RemoteActorException>(() => peer.NestedGroupsAsync());
            Assert.ThrowsAsync<RemoteActorException>(() => peer.OpenFailBeforeStartAsync("early"));
        }

        Assert.That((await peer.WhoAreYouAsync(), nursery.CancelCalled), Is.EqualTo((peer.Actor, false)));
    });

    [Test, Property("Row", "ERR-12")]
    public Task ACancellationSaysWhoseItWas([Values("itself", "us", "third")] string who) => RunAsync(async nursery =>
    {
        Portal peer = await StartNastiesAsync(nursery, "peer");
        Portal third = await StartNastiesAsync(nursery, "third");
        ActorAddress address = await peer.WhereAsync();
        await using var context = who == "itself" ? await peer.OpenCancelItselfAsync(start: true) : await peer.OpenParkAsync(NewKey());
        await (who switch { "us" => context.CancelAsync(), "third" => third.CancelOtherAsync(address), _ => Task.CompletedTask });
        string text = (await context.WaitAsync().WithinAsync()).Error!.Message;
        Assert.That(text, who switch
        {
            "itself" => Does.Contain($"{peer.Actor} cancelled itself"),
            "us" => Does.Contain($"it was cancelled by {CurrentActor.Id}"),
            _ => Does.Contain($"it was cancelled by {third.Actor}"),
        });
    });

    // At once, since each takes its time.
    [Test]
    public Task AnErrorThatBlocksWhoReadsItIsToldOfInTime() => RunAsync(async nursery =>
    {
        Portal peer = await StartNastiesAsync(nursery, "peer");
        Task<int>[] calls =
        [
            peer.BlockingAsync("Message"), peer.BlockingAsync("StackTrace"), peer.BlockingAsync("Data"), peer.BlockingBehindAsync(), peer.BlockingDataAsync(),
        ];
        foreach (Task<int> call in calls)
        {
            RemoteActorException thrown = (RemoteActorException)await call.ErrorAsync();
            Assert.That(thrown.TypeName, Does.EndWith("BlockingException").Or.EqualTo(typeof(InvalidOperationException).FullName));
            Assert.That(thrown.RemoteMessage, Is.EqualTo("(not available: reading it took longer than 2 s)"));
        }

        RemoteActorException quick = (RemoteActorException)await peer.BlockingAsync("ToString").ErrorAsync();
        Assert.That((quick.RemoteMessage, await peer.WhoAreYouAsync(), nursery.CancelCalled), Is.EqualTo(("told", peer.Actor, false)));
    });

    [Test]
    public Task ADeepOneIsCutAndARoundOneEnds() => RunAsync(async nursery =>
    {
        Portal peer = await StartNastiesAsync(nursery, "peer");
        RemoteActorException deep = (RemoteActorException)await peer.DeepAsync(10_000).ErrorAsync();
        Assert.That((deep.RemoteMessage, deep.RemoteInnerErrors.Single().Message), Is.EqualTo(("level 9999", "level 9998")));
        Assert.That(deep.ToString(), Does.Contain("left out"));
        RemoteActorException round = (RemoteActorException)await peer.CycleAsync().ErrorAsync();
        Assert.That((round.Is<AggregateException>(), round.Members.Count), Is.EqualTo((true, 1)));
        Assert.That(await peer.WhoAreYouAsync(), Is.EqualTo(peer.Actor));
    });

    private static Task<Portal> StartNastiesAsync(ActorNursery nursery, string name) =>
        nursery.StartActorAsync(name, Nasties.Endpoints + Mixed.Endpoints + Talk.Endpoints + Third.Endpoints + Signs.Endpoints + Brittles.Endpoints);
}
