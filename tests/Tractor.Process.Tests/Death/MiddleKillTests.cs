namespace Tractor.ProcessTests.Death;

/// <summary>An actor between the root and its leaves is killed.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase), Parallelizable(ParallelScope.Children)]
internal abstract class MiddleKillTests(ActorTransport transport) : ProcessFixture(transport)
{
    [Test]
    [Property("Row", "CAN-18")]
    public async Task E1_CAN18_A_killed_middle_takes_its_subtree_along_and_fails_the_root()
    {
        int[] left = [];
        int[] right = [];
        int killed = 0;
        bool gone = false;

        Exception error = await Root.ErrorAsync(async nursery =>
        {
            Portal leftPortal = await nursery.StartActorAsync("left", Branches.Endpoints);
            Portal rightPortal = await nursery.StartActorAsync("right", Branches.Endpoints);
            await using var leftContext = await leftPortal.OpenGrowAsync(2);
            await using var rightContext = await rightPortal.OpenGrowAsync(2);
            left = leftContext.Started;
            right = rightContext.Started;
            killed = leftPortal.Actor.Pid;
            Signals.Send(killed, Signals.Kill);
            gone = await ProcessTree.AreGoneWithinAsync(TimeSpan.FromSeconds(1), left);
            await leftContext.ResultAsync();
        });

        Assert.That(error, Is.InstanceOf<ActorDiedException>());
        ActorDiedException died = (ActorDiedException)error;
        Assert.Multiple(() =>
        {
            Assert.That(died.Actor.Name, Is.EqualTo("left"));
            Assert.That(died.Actor.Pid, Is.EqualTo(killed));
            Assert.That(died.Signal, Is.EqualTo(Signals.Kill));
            Assert.That(died.ExitCode, Is.Null);
            Assert.That(died.CallsInFlight, Has.Count.EqualTo(1));
            Assert.That(gone, Is.True, "the leaves of the killed actor live on");
            Assert.That(right.All(ProcessTree.IsGone), Is.True, "the sibling's leaves live on");
        });
    }

    // The lifeline and the link to the parent both see it: what they say must not depend on which of them is first.
    [Test]
    public async Task An_orphan_of_a_killed_middle_knows_that_its_end_began_with_that_one()
    {
        string file = Path.GetTempFileName();
        int middle = 0;
        try
        {
            await Root.ErrorAsync(async nursery =>
            {
                Portal portal = await nursery.StartActorAsync("middle", Branches.Endpoints);
                await using var context = await portal.OpenGrowWitnessAsync(file);
                middle = portal.Actor.Pid;
                Signals.Send(middle, Signals.Kill);
                await context.ResultAsync();
            }, limits: new ActorLimits { OrphanGrace = TimeSpan.FromSeconds(20) });

            Assert.That(await File.ReadAllTextAsync(file), Is.EqualTo($"PeerLost middle@{middle}"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    // Its orphans have their grace, which the nursery waits for: what was started in it has ended when it returns.
    [Test]
    public async Task CAN18_The_nursery_ends_after_the_orphans_of_a_killed_middle()
    {
        int leaf = 0;
        Exception error = await ErrorAsync(
            async portal =>
            {
                await using var context = await portal.OpenGrowDeafAsync();
                leaf = context.Started;
                Signals.Send(portal.Actor.Pid, Signals.Kill);
                await context.ResultAsync();
            },
            new ActorLimits { OrphanGrace = TimeSpan.FromSeconds(1) });

        Assert.That(error, Is.InstanceOf<ActorDiedException>());
        Assert.That(ProcessTree.IsGone(leaf), Is.True, "the leaf outlived its nursery");
    }

    // The kernel wakes who is stopped when his parent dies; who is stopped behind that has only the actors above.
    [Test]
    public async Task CAN18_An_orphan_that_is_stopped_does_not_stay()
    {
        int leaf = 0;
        Exception error = await ErrorAsync(
            async portal =>
            {
                await using var context = await portal.OpenGrowDeafAsync();
                leaf = context.Started;
                Signals.Send(portal.Actor.Pid, Signals.Kill);
                await Soon.HoldsAsync(Soon.Bound, () => ProcessTree.IsGone(portal.Actor.Pid));
                Signals.Send(leaf, Signals.Stop);
                await context.ResultAsync();
            },
            new ActorLimits { OrphanGrace = TimeSpan.FromSeconds(1), KillTimeout = TimeSpan.FromMilliseconds(200) });

        Assert.That(error, Is.InstanceOf<ActorDiedException>());
        Assert.That(ProcessTree.IsGone(leaf), Is.True, "the stopped leaf is left");
    }

    [Test]
    public async Task A_killed_leaf_of_a_killed_middle_leaves_no_socket_file()
    {
        string file = "";
        Exception error = await ErrorAsync(async portal =>
        {
            await using var context = await portal.OpenGrowListenerAsync();
            (int leaf, file) = context.Started;

            // Stopped, the middle cannot see to what its leaf leaves.
            Signals.Send(portal.Actor.Pid, Signals.Stop);
            Signals.Send(leaf, Signals.Kill);
            Signals.Send(portal.Actor.Pid, Signals.Kill);
            await context.ResultAsync();
        });

        Assert.That(error, Is.InstanceOf<ActorDiedException>());
        Assert.That(File.Exists(file), Is.False, $"{file} is left");
    }

    [Test]
    public async Task A_killed_leaf_fails_its_nursery_in_the_middle_and_arrives_boxed()
    {
        Exception error = await ErrorAsync(async portal =>
        {
            await using var context = await portal.OpenGrowAsync(2);
            Signals.Send(context.Started[0], Signals.Kill);
            await context.ResultAsync();
        });

        Assert.That(error, Is.InstanceOf<RemoteActorException>());
        Assert.That(((RemoteActorException)error).Is<ActorDiedException>(), Is.True, error.ToString());
    }

    // What a tree with one actor in the middle ends with.
    private Task<Exception> ErrorAsync(Func<Portal, Task> body, ActorLimits? limits = null) =>
        Root.ErrorAsync(async nursery => await body(await nursery.StartActorAsync("middle", Branches.Endpoints)), limits: limits);
}
