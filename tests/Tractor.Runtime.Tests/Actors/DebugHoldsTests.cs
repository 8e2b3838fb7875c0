using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Tractor.Actors;
using Tractor.Links;
using Tractor.Runtime.Tests.Links;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Scopes;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Actors;

/// <summary>What an actor's holds do to its clock, and what its parent hears of them (CAN-11).</summary>
[TestFixture]
internal sealed class DebugHoldsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private GatedConnection _connection = null!;
    private EndClock _clock = null!;
    private Link _parent = null!;

    [SetUp]
    public void Create()
    {
        _connection = new GatedConnection();
        _clock = new EndClock(_time);
        _parent = new Link(_connection, Soon.Actor("parent"), isConnector: true, new RecordingHandler(), new ActorLimits(), NullLogger.Instance);
    }

    [TearDown]
    public async Task Dispose()
    {
        await _parent.DisposeAsync();
        await _connection.DisposeAsync();
    }

    [Test]
    public void The_clock_stands_still_while_anybody_holds_and_begins_anew()
    {
        DebugHolds holds = new(_clock, isParentTold: false);
        long since = _clock.Now;
        _time.Advance(Second);
        Assert.That(_clock.ElapsedSince(since), Is.EqualTo(Second));

        DebugHold own = Begun(holds, "own");
        DebugHold childs = Begun(holds, "child");
        _time.Advance(Second);
        own.Dispose();
        _time.Advance(Second);
        Assert.That((_clock.IsStopped, _clock.Running.IsCompleted, _clock.ElapsedSince(since)), Is.EqualTo((true, false, TimeSpan.Zero)));

        childs.Set(false);
        _time.Advance(Second);
        Assert.That((_clock.IsStopped, _clock.Running.IsCompleted, _clock.ElapsedSince(since)), Is.EqualTo((false, true, Second)));
        Assert.That(_clock.ElapsedSince(_clock.Now), Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void A_hold_counts_once_and_is_over_when_it_is_disposed()
    {
        DebugHolds holds = new(_clock, isParentTold: false);
        DebugHold first = Begun(holds, "child");
        DebugHold second = Begun(holds, "child");
        first.Set(true);
        Assert.That(holds.Holders, Is.EqualTo(new[] { first.Holder }));
        first.Dispose();
        first.Dispose();
        first.Set(true);
        Assert.That(holds.IsHeld, Is.True, "by the second");
        second.Dispose();
        first.Set(true);
        Assert.That(holds.IsHeld, Is.False);
    }

    [Test]
    public void The_budget_and_the_graces_of_an_actor_begin_anew_too()
    {
        DebugHolds holds = new(_clock, isParentTold: false);
        EndBudget budget = new(_clock);
        GraceLedger graces = new(_clock);
        budget.Shorten(4 * Second);
        graces.Listen(4 * Second, static _ => { });
        using (Begun(holds, "own"))
        {
            _time.Advance(60 * Second);
            Assert.That((budget.ShareOf(3 * Second), graces.Left), Is.EqualTo((1.0, 4 * Second)));
        }

        Assert.That((budget.ShareOf(3 * Second), graces.Left), Is.EqualTo((1.0, 4 * Second)));
        _time.Advance(4 * Second);
        Assert.That((budget.ShareOf(3 * Second), graces.Left), Is.EqualTo((0.0, TimeSpan.Zero)));
    }

    [Test]
    public void A_parent_is_told_of_the_first_and_the_last_hold()
    {
        _connection.IsOpen = true;
        DebugHolds holds = new(_clock, isParentTold: false);
        DebugHold early = Begun(holds, "own");
        holds.TellTo(_parent);
        DebugHold other = Begun(holds, "child");
        early.Dispose();
        Assert.That(Told(), Is.EqualTo(new[] { FrameKind.DebugHeld }));
        other.Dispose();
        Begun(holds, "own").Dispose();
        Assert.That(Told(), Is.EqualTo(new[] { FrameKind.DebugHeld, FrameKind.DebugReleased, FrameKind.DebugHeld, FrameKind.DebugReleased }));
    }

    [Test]
    public void A_parent_that_knows_of_the_debug_mode_is_told_nothing()
    {
        _connection.IsOpen = true;
        DebugHolds holds = new(_clock, isParentTold: true);
        using DebugHold mode = Begun(holds, "own");
        holds.TellTo(_parent);
        Begun(holds, "child").Dispose();
        Assert.That(Told(), Is.Empty);
    }

    // A child may change its mind without end while the parent of this actor reads nothing.
    [Test]
    public async Task One_frame_is_under_way_at_a_time_and_the_last_says_how_it_is()
    {
        DebugHolds holds = new(_clock, isParentTold: false);
        holds.TellTo(_parent);
        using DebugHold childs = holds.Open(Soon.Actor("child"));
        for (int i = 0; i <= 10_000; i++)
        {
            childs.Set(i % 2 == 0);
        }

        Assert.That(_parent.Outgoing.WaitingBytes, Is.LessThanOrEqualTo(2 * FrameHeader.Size));
        childs.Set(false);
        _connection.IsOpen = true;
        _connection.ReleaseAll();
        await Soon.Ends(_parent.Outgoing.FlushAsync());
        await TestKit.Soon.UntilAsync(() => Told() is [FrameKind.DebugHeld, FrameKind.DebugReleased]);
    }

    private static DebugHold Begun(DebugHolds holds, string name)
    {
        DebugHold hold = holds.Open(new ActorId(name, Guid.Empty, 1));
        hold.Set(true);
        return hold;
    }

    private FrameKind[] Told() => [.. _connection.Sends.SelectMany(static send => send).Select(static frame => frame.Kind)];
}
