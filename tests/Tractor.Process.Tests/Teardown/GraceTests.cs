using System.Diagnostics;

namespace Tractor.ProcessTests.Teardown;

/// <summary>E31: nobody is killed during a clean-up in order, within the time that it asked for and the root allows.</summary>
// What they wait for are limits.
[FixtureLifeCycle(LifeCycle.InstancePerTestCase), Parallelizable(ParallelScope.Children)]
internal abstract class GraceTests(ActorTransport transport) : NotedFixture(transport)
{
    private static readonly ActorLimits Short = new() { CancelTimeout = TimeSpan.FromSeconds(1), KillTimeout = TimeSpan.FromMilliseconds(500) };

    [TestCase(-1)]
    [TestCase(1)]
    [Property("Row", "CAN-06")]
    public async Task E31_A_clean_up_has_the_time_that_it_asks_for_at_any_depth(int depth)
    {
        ActorLimits limits = new() { CancelTimeout = TimeSpan.FromSeconds(3), KillTimeout = TimeSpan.FromSeconds(20), MaxGrace = TimeSpan.FromSeconds(60) };
        await RunAsync(depth, graceMilliseconds: 30_000, neededMilliseconds: 4000, limits);

        Assert.That(await File.ReadAllTextAsync(NoteFile), Is.EqualTo("done"));
        Assert.That(Log.Events.Where(entry => entry.Id is EventLog.Terminating or EventLog.Killing), Is.Empty);
    }

    [Test]
    public async Task E31_A_clean_up_that_takes_longer_than_it_asked_for_is_cancelled_before_it_is_killed()
    {
        await RunAsync(-1, graceMilliseconds: 500, neededMilliseconds: 60_000, Short with { CancelTimeout = TimeSpan.FromSeconds(20), KillTimeout = TimeSpan.FromSeconds(20), MaxGrace = TimeSpan.FromSeconds(60) });

        Assert.That(await File.ReadAllTextAsync(NoteFile), Is.EqualTo("cut"));
        Assert.That(Log.Count(EventLog.Killing), Is.Zero);
    }

    [Test]
    public async Task E31_The_root_allows_no_more_than_its_own_limit_for_the_whole_tree()
    {
        ActorLimits limits = new() { CancelTimeout = TimeSpan.FromSeconds(3), KillTimeout = TimeSpan.FromSeconds(12), MaxGrace = TimeSpan.FromSeconds(1) };
        TimeSpan taken = await RunAsync(1, graceMilliseconds: 60_000, neededMilliseconds: 60_000, limits);

        Assert.That(await File.ReadAllTextAsync(NoteFile), Is.EqualTo("cut"));
        Assert.That(taken, Is.LessThan(limits.CancelTimeout + limits.KillTimeout + limits.MaxGrace), "one ladder and the grace");
        Assert.That(Log.Count(EventLog.Killing), Is.Zero);
    }

    [Test]
    public async Task E31_Without_a_limit_for_it_a_clean_up_is_ended_by_the_ladder_as_ever()
    {
        TimeSpan taken = await RunAsync(-1, graceMilliseconds: 60_000, neededMilliseconds: 60_000, Short with { MaxGrace = TimeSpan.Zero });

        Assert.That(taken, Is.LessThan(TimeSpan.FromSeconds(4)));
    }

    // Gives the time from the cancel to the end of everything.
    private async Task<TimeSpan> RunAsync(int depth, int graceMilliseconds, int neededMilliseconds, ActorLimits limits)
    {
        long start = await Root.RunAsync(
            async nursery =>
            {
                Portal portal = await nursery.StartActorAsync("top", Graceful.Endpoints);
                _ = depth < 0
                    ? await portal.OpenTidyAsync(graceMilliseconds, neededMilliseconds, NoteFile)
                    : await portal.OpenTidyBelowAsync(depth, graceMilliseconds, neededMilliseconds, NoteFile);
                long now = Stopwatch.GetTimestamp();
                await nursery.CancelAsync();
                return now;
            },
            Log,
            limits);
        return Stopwatch.GetElapsedTime(start);
    }
}
