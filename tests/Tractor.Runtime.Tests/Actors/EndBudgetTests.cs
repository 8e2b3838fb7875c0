using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Tractor.Actors;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Scopes;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Actors;

/// <summary>How the time of one ladder is divided among the levels of a tree (CAN-24, CAN-07).</summary>
[TestFixture]
internal sealed class EndBudgetTests
{
    private static readonly ActorLimits Defaults = new();
    private static readonly TimeSpan Ladder = Defaults.CancelTimeout + Defaults.KillTimeout;

    [TestCase(10, 900)]
    [TestCase(20, 550)]
    [TestCase(30, 200)]
    public void A_level_deep_in_the_tree_still_has_time_to_end_in(int level, int milliseconds) =>
        Assert.That(LevelsOf(Ladder, level)[^1], Is.GreaterThan(TimeSpan.FromMilliseconds(milliseconds)));

    [Test]
    public void Each_level_keeps_back_the_time_of_its_own_end_and_at_most_a_quarter_of_what_it_has()
    {
        TimeSpan[] levels = LevelsOf(Ladder, 100);
        Assert.That(levels[0], Is.EqualTo(Ladder));
        Assert.Multiple(() =>
        {
            for (int i = 1; i < levels.Length; i++)
            {
                TimeSpan kept = levels[i - 1] - levels[i];
                TimeSpan quarter = levels[i - 1] / 4;
                TimeSpan least = quarter < TimeSpan.FromMilliseconds(35) ? quarter : TimeSpan.FromMilliseconds(35);
                Assert.That(kept, Is.InRange(least - TimeSpan.FromTicks(10), quarter + TimeSpan.FromTicks(10)), $"level {i}");
            }
        });
    }

    // Who is above one that is stuck has to end after it was killed: the usual tree is no chain of thirty.
    [Test]
    public void The_levels_at_the_top_keep_back_more()
    {
        TimeSpan[] levels = LevelsOf(Ladder, 4);
        Assert.That(levels[0] - levels[1], Is.EqualTo(Ladder / 4));
        Assert.That(levels[2] - levels[3], Is.GreaterThan(TimeSpan.FromMilliseconds(120)));
    }

    [Test]
    public void The_time_for_clean_ups_that_ask_for_it_is_divided_alike()
    {
        TimeSpan left = EndBudget.GraceFor(Defaults.MaxGrace, TimeSpan.MaxValue);
        Assert.That(left, Is.EqualTo(Defaults.MaxGrace), "of whom nobody ends");
        for (int level = 1; level < 20; level++)
        {
            left = EndBudget.GraceFor(Defaults.MaxGrace, left);
        }

        Assert.That(left, Is.GreaterThan(TimeSpan.FromSeconds(1)));
        Assert.That(EndBudget.GraceFor(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)), Is.EqualTo(TimeSpan.FromSeconds(1)), "a limit of its own");
    }

    [Test]
    public void Nothing_is_left_for_children_when_the_time_is_over()
    {
        FakeTimeProvider time = new();
        EndBudget budget = new(new EndClock(time));
        budget.Shorten(Ladder);
        time.Advance(Ladder);
        Assert.That(budget.ShareOf(Ladder), Is.Zero);
        time.Advance(Ladder);
        Assert.That(budget.ShareOf(Ladder), Is.Zero);
    }

    // Zero on the wire is no limit at all.
    [Test]
    public void What_is_left_of_a_millisecond_is_told_as_one()
    {
        Cancellation cause = new(Soon.Actor(), CancelReason.Explicit, [Soon.Actor()]);
        Assert.That(CancelMessage.From(cause, TimeSpan.FromTicks(1)).BudgetMilliseconds, Is.EqualTo(1));
        Assert.That(CancelMessage.From(cause, TimeSpan.Zero).BudgetMilliseconds, Is.Zero);
    }

    // What each level has, from that below the root on, when all are asked in the same moment.
    private static TimeSpan[] LevelsOf(TimeSpan ladder, int count)
    {
        EndClock clock = new(new FakeTimeProvider());
        TimeSpan[] levels = new TimeSpan[count];
        levels[0] = ladder * new EndBudget(clock).ShareOf(ladder);
        for (int i = 1; i < count; i++)
        {
            EndBudget budget = new(clock);
            budget.Shorten(levels[i - 1]);
            levels[i] = ladder * budget.ShareOf(ladder);
        }

        return levels;
    }
}
