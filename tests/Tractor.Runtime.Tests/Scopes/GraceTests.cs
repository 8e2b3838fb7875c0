using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Tractor.Scopes;

namespace Tractor.Runtime.Tests.Scopes;

/// <summary>A grace: a shield that ends some time after the cancel around it.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class GraceTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly TaskCompletionSource<CancelScope> _inside = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Test]
    public async Task A_clean_up_ends_by_itself_within_its_grace()
    {
        bool? caught = null;
        Task<bool> outer = CancelScope.RunAsync(async around =>
        {
            Task<bool> inner = CleanUp(Second);
            CancelScope scope = await _inside.Task;
            around.Cancel();
            _time.Advance(Second * 0.9);
            Assert.That(scope.CancellationToken.IsCancellationRequested, Is.False);
            _end.SetResult();
            caught = await inner;
            around.CancellationToken.ThrowIfCancellationRequested();
        });

        Assert.That(await Soon.Ends(outer), Is.True);
        Assert.That(caught, Is.False);
    }

    [Test]
    public async Task A_clean_up_that_takes_longer_is_cancelled_from_around()
    {
        Exception? thrown = null;
        Task<bool> outer = CancelScope.RunAsync(async around =>
        {
            Task<bool> inner = CleanUp(Second);
            CancelScope scope = await _inside.Task;
            around.Cancel();
            _time.Advance(Second);
            try
            {
                await inner;
            }
            catch (OperationCanceledException error)
            {
                thrown = error;
                Assert.That(scope.CancelCalled, Is.False, "it did not cancel itself");
                throw;
            }
        });

        Assert.That(await Soon.Ends(outer), Is.True, "the scope around catches its own cancel");
        Assert.That(thrown, Is.Not.Null);
    }

    [Test]
    public async Task A_clean_up_that_begins_after_the_cancel_has_its_grace_from_its_beginning()
    {
        Task<bool> outer = CancelScope.RunAsync(async around =>
        {
            around.Cancel();
            _time.Advance(Second * 10);
            Task<bool> inner = CleanUp(Second);
            CancelScope scope = await _inside.Task;
            _time.Advance(Second * 0.9);
            Assert.That(scope.CancellationToken.IsCancellationRequested, Is.False);
            _time.Advance(Second * 0.2);
            await inner;
        });

        Assert.That(await Soon.Ends(outer), Is.True);
    }

    [Test]
    public async Task Without_a_cancel_around_a_grace_is_no_deadline()
    {
        Task<bool> run = CleanUp(Second);
        CancelScope scope = await _inside.Task;
        _time.Advance(Second * 100);
        Assert.That(scope.CancellationToken.IsCancellationRequested, Is.False);
        scope.Cancel();

        Assert.That(await Soon.Ends(run), Is.True, "its own cancel is caught as ever");
    }

    [TestCase(0)]
    [TestCase(-2)]
    public void A_grace_out_of_its_range_is_refused(double milliseconds) =>
        Assert.That(
            () => CancelScope.RunAsync(_ => Task.CompletedTask, grace: TimeSpan.FromMilliseconds(milliseconds)),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("grace"));

    [Test]
    public void What_the_clean_ups_of_an_actor_need_is_asked_for_once_it_is_ended_and_never_more_than_is_given()
    {
        GraceLedger ledger = new(new EndClock(_time));
        List<double> asked = [];
        using GraceEntry first = ledger.Enter(Second * 2);
        GraceEntry second = ledger.Enter(Second * 3);
        second.Dispose();
        ledger.Listen(Second * 4, grace => asked.Add(grace.TotalSeconds));
        ledger.Listen(Second * 9, _ => Assert.Fail("the first who ends it counts"));
        _time.Advance(Second);
        using GraceEntry late = ledger.Enter(Second * 10);

        Assert.That(asked, Is.EqualTo(new[] { 2.0, 3.0 }));
        Assert.That(ledger.Left, Is.EqualTo(Second * 3));
    }

    /// <summary>The cancel of a dialog may come before the request to end its actor, which says how long clean-ups may take.</summary>
    [Test]
    public void A_clean_up_that_has_begun_is_limited_too_once_its_actor_is_ended()
    {
        GraceLedger ledger = new(new EndClock(_time));
        Scope around = new(null, Soon.Actor(), _time) { Graces = ledger };
        Scope within = new(around, Soon.Actor(), _time, shield: true);
        using GracePeriod? period = GracePeriod.Open(within, Second * 60);
        around.CancelFromOutside(new Cancellation(Soon.Actor("opener"), CancelReason.Explicit, [Soon.Actor("opener")]));
        _time.Advance(Second * 5);
        ledger.Listen(Second * 2, static _ => { });
        _time.Advance(Second);
        Assert.That(within.Token.IsCancellationRequested, Is.False);
        _time.Advance(Second * 1.1);
        Assert.That(within.Token.IsCancellationRequested, Is.True);
    }

    private Task<bool> CleanUp(TimeSpan grace) => CancelScope.RunAsync(
        async scope =>
        {
            _inside.SetResult(scope);
            await Task.WhenAny(_end.Task, Task.Delay(Timeout.Infinite, scope.CancellationToken));
            scope.CancellationToken.ThrowIfCancellationRequested();
        },
        _time,
        deadline: null,
        shield: false,
        grace,
        CancellationToken.None);
}
