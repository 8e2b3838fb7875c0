using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using static Tractor.Runtime.Tests.Scopes.Soon;

namespace Tractor.Runtime.Tests.Scopes;

public sealed class CancelScopeTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();

    [Test]
    public async Task A_body_that_ends_was_not_caught()
    {
        Assert.That(await Ends(CancelScope.RunAsync(_ => Task.CompletedTask)), Is.False);
    }

    [Test]
    public async Task Ones_own_cancel_is_caught()
    {
        CancelScope? kept = null;
        bool caught = await Ends(CancelScope.RunAsync(async scope =>
        {
            kept = scope;
            scope.Cancel();
            await Forever(scope.CancellationToken);
        }));
        Assert.That((caught, kept!.CancelledCaught, kept.CancelCalled), Is.EqualTo((true, true, true)));
    }

    [Test]
    public async Task A_cancel_that_the_body_outlives_is_not_caught()
    {
        CancelScope? kept = null;
        bool caught = await Ends(CancelScope.RunAsync(scope =>
        {
            kept = scope;
            scope.Cancel();
            return Task.CompletedTask;
        }));
        Assert.That((caught, kept!.CancelledCaught, kept.CancelCalled), Is.EqualTo((false, false, true)));
    }

    [Test]
    public async Task An_error_passes_bare_with_or_without_a_cancel([Values] bool cancel)
    {
        var error = new InvalidOperationException();
        Exception? thrown = await Error(CancelScope.RunAsync(scope =>
        {
            if (cancel)
            {
                scope.Cancel();
            }

            throw error;
        }));
        Assert.That(thrown, Is.SameAs(error));
    }

    [Test]
    public async Task A_cancellation_that_nobody_asked_for_passes()
    {
        var foreign = new OperationCanceledException("a timeout");
        Assert.That(await Error(CancelScope.RunAsync(_ => throw foreign)), Is.SameAs(foreign));
    }

    [Test]
    public async Task The_outer_token_passes_through([Values] bool shield)
    {
        using var outer = new CancellationTokenSource();
        CancelScope? kept = null;
        Exception? error = await Error(CancelScope.RunAsync(
            async scope =>
            {
                kept = scope;
                await outer.CancelAsync();
                await Forever(scope.CancellationToken);
            },
            shield: shield,
            cancellationToken: outer.Token));
        Assert.That((error as OperationCanceledException)?.CancellationToken, Is.EqualTo(outer.Token));
        Assert.That(kept!.CancelCalled, Is.False);
    }

    [Test]
    public async Task The_outer_scope_catches_its_own_not_the_inner()
    {
        bool? inner = null;
        bool outer = await Ends(CancelScope.RunAsync(async top =>
        {
            inner = await CancelScope.RunAsync(async scope =>
            {
                top.Cancel();
                await Forever(scope.CancellationToken);
            });
        }));
        Assert.That((outer, inner), Is.EqualTo((true, (bool?)null)));
    }

    [Test]
    public async Task When_both_are_cancelled_the_outer_one_catches([Values] bool innerFirst)
    {
        bool? inner = null;
        bool outer = await Ends(CancelScope.RunAsync(async top =>
        {
            inner = await CancelScope.RunAsync(async scope =>
            {
                (innerFirst ? scope : top).Cancel();
                (innerFirst ? top : scope).Cancel();
                await Forever(scope.CancellationToken);
            });
        }));
        Assert.That((outer, inner), Is.EqualTo((true, (bool?)null)));
    }

    [Test]
    public async Task A_shield_hides_the_outer_cancel_until_the_scope_ends()
    {
        bool? seen = null;
        bool? inner = null;
        bool outer = await Ends(CancelScope.RunAsync(async top =>
        {
            inner = await CancelScope.RunAsync(
                scope =>
                {
                    top.Cancel();
                    seen = scope.CancellationToken.IsCancellationRequested;
                    return Task.CompletedTask;
                },
                shield: true);
            await Forever(top.CancellationToken);
        }));
        Assert.That((outer, inner, seen), Is.EqualTo((true, (bool?)false, (bool?)false)));
    }

    [Test]
    public async Task A_shielded_scope_catches_its_own_cancel_under_a_cancelled_one()
    {
        bool? inner = null;
        bool outer = await Ends(CancelScope.RunAsync(async top =>
        {
            top.Cancel();
            inner = await CancelScope.RunAsync(
                async scope =>
                {
                    scope.Cancel();
                    await Forever(scope.CancellationToken);
                },
                shield: true);
        }));
        Assert.That((outer, inner), Is.EqualTo((false, (bool?)true)));
    }

    [Test]
    public async Task The_deadline_cancels_when_it_has_passed_and_not_before()
    {
        TaskCompletionSource<CancelScope> inside = new();
        Task<bool> run = Run(inside, 10 * Second);
        CancelScope scope = await Ends(inside.Task);
        _time.Advance(9 * Second);
        Assert.That((scope.CancelCalled, scope.Deadline), Is.EqualTo((false, Second)));
        _time.Advance(Second);
        Assert.That((scope.CancelCalled, scope.Deadline), Is.EqualTo((true, TimeSpan.Zero)));
        Assert.That(await Ends(run), Is.True);
    }

    [Test]
    public async Task The_deadline_can_be_moved()
    {
        TaskCompletionSource<CancelScope> inside = new();
        Task<bool> run = Run(inside, null);
        CancelScope scope = await Ends(inside.Task);
        Assert.That(scope.Deadline, Is.EqualTo(Timeout.InfiniteTimeSpan));
        scope.Deadline = 5 * Second;
        _time.Advance(4 * Second);
        scope.Deadline = 3 * Second;
        _time.Advance(2 * Second);
        Assert.That((scope.CancelCalled, scope.Deadline), Is.EqualTo((false, Second)));
        scope.Deadline = Timeout.InfiniteTimeSpan;
        _time.Advance(100 * Second);
        Assert.That(scope.CancelCalled, Is.False);
        scope.Deadline = Second;
        _time.Advance(Second);
        Assert.That(await Ends(run), Is.True);
        scope.Deadline = Second;
        Assert.That(scope.Deadline, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public async Task A_real_clock_does_it_too()
    {
        bool caught = await Ends(CancelScope.RunAsync(scope => Forever(scope.CancellationToken), TimeSpan.FromMilliseconds(5)));
        Assert.That(caught, Is.True);
    }

    [TestCase(0)]
    [TestCase(-2)]
    [TestCase(4294967295)]
    public async Task A_deadline_out_of_its_range_is_refused(double milliseconds)
    {
        TimeSpan deadline = TimeSpan.FromMilliseconds(milliseconds);
        bool ran = false;
        Exception? error = await Error(CancelScope.RunAsync(_ => { ran = true; return Task.CompletedTask; }, deadline));
        Assert.That(error, Is.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(ran, Is.False);
    }

    [Test]
    public async Task A_nursery_inside_is_cancelled_by_the_deadline()
    {
        TaskCompletionSource inside = Gate();
        Task<bool> run = CancelScope.RunAsync(
            _ => TaskNursery.RunAsync(n =>
            {
                n.Run(token =>
                {
                    inside.SetResult();
                    return Forever(token);
                });
                return Task.CompletedTask;
            }),
            _time,
            Second,
            shield: false,
            grace: null,
            CancellationToken.None);
        await Ends(inside.Task);
        _time.Advance(Second);
        Assert.That(await Ends(run), Is.True);
    }

    private Task<bool> Run(TaskCompletionSource<CancelScope> inside, TimeSpan? deadline) => CancelScope.RunAsync(
        scope =>
        {
            inside.SetResult(scope);
            return Forever(scope.CancellationToken);
        },
        _time,
        deadline,
        shield: false,
        grace: null,
        CancellationToken.None);
}
