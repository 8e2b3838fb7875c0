using NUnit.Framework;
using Tractor.Scopes;
using static Tractor.Runtime.Tests.Scopes.Soon;

namespace Tractor.Runtime.Tests.Scopes;

public sealed class ScopeTests
{
    [Test]
    public void The_first_cause_stays_and_reaches_all_below()
    {
        Scope root = New();
        Scope middle = New(root);
        Scope leaf = New(middle);
        Cancellation cause = Cause(CancelReason.Deadline);
        Assert.That(root.Cancel(cause), Is.True);
        Assert.That(root.Cancel(Cause(CancelReason.Explicit)), Is.False);
        Assert.That(leaf.Cancel(Cause(CancelReason.Explicit)), Is.False);
        Assert.That(leaf.Cause, Is.SameAs(cause));
        Assert.That((root.IsCancelledFromOutside, leaf.IsCancelledFromOutside), Is.EqualTo((false, true)));
    }

    [Test]
    public void A_child_made_later_is_cancelled_from_the_beginning()
    {
        Scope root = New();
        root.Cancel(CancelReason.Explicit);
        Assert.That(New(root).Cause, Is.SameAs(root.Cause));
        Assert.That(New(root).Token.IsCancellationRequested, Is.True);
        Assert.That(new Scope(root, Actor(), TimeProvider.System, shield: true).Cause, Is.Null);
    }

    [Test]
    public void Subscribers_are_called_once_and_at_once_and_find_every_token_fired()
    {
        Scope scope = New();
        Scope below = New(scope);
        List<string> calls = [];
        using IDisposable first = scope.OnCancel(_ => calls.Add($"first {scope.Token.IsCancellationRequested} {below.Token.IsCancellationRequested}"));
        IDisposable gone = scope.OnCancel(_ => calls.Add("gone"));
        gone.Dispose();
        scope.Cancel(CancelReason.Explicit);
        scope.Cancel(CancelReason.Explicit);
        using IDisposable late = scope.OnCancel(_ => calls.Add("late"));
        Assert.That(calls, Is.EqualTo(["first True True", "late"]));
        Assert.That(scope.Token.IsCancellationRequested, Is.True);
    }

    [Test]
    public void Whoever_is_told_by_an_error_while_others_are_still_being_told_finds_the_token_fired()
    {
        Scope scope = New();
        Scope below = New(scope);
        (bool Requested, bool Fired) seen = default;
        Assert.That(scope.TryMark(Cause(CancelReason.Explicit), fromOutside: false), Is.True);
        OperationCanceledException? error = Assert.Throws<OperationCanceledException>(scope.ThrowIfCancelled);
        seen = (scope.IsCancelRequested, error!.CancellationToken.IsCancellationRequested);
        Assert.That(seen, Is.EqualTo((true, true)));
        Assert.That(below.IsCancelRequested, Is.False);
    }

    [Test]
    public async Task A_callback_that_blocks_holds_up_neither_the_canceller_nor_subscribers()
    {
        Scope scope = New();
        using var release = new ManualResetEventSlim();
        using CancellationTokenRegistration blocking = scope.Token.Register(() => release.Wait(Bound));
        bool heard = false;
        using IDisposable subscription = scope.OnCancel(_ => heard = true);
        scope.Cancel(CancelReason.Explicit);
        Assert.That((heard, release.IsSet), Is.EqualTo((true, false)));
        Task end = scope.EndAsync();
        Assert.That(end.IsCompleted, Is.False, "the callback is still under way");
        release.Set();
        await Ends(end);
    }

    [Test]
    public async Task A_callback_runs_on_another_thread_than_the_cancellers()
    {
        Scope scope = New();
        using var done = new ManualResetEventSlim();
        int thread = 0;
        using CancellationTokenRegistration callback = scope.Token.Register(() =>
        {
            thread = Environment.CurrentManagedThreadId;
            done.Set();
        });
        scope.Cancel(CancelReason.Explicit);
        Assert.That(done.Wait(Bound), Is.True);
        Assert.That(thread, Is.Not.EqualTo(Environment.CurrentManagedThreadId));
        await Ends(scope.EndAsync());
    }

    [Test]
    public async Task A_callback_that_throws_fails_the_scope()
    {
        Scope scope = New();
        var error = new FormatException("in a callback");
        using CancellationTokenRegistration callback = scope.Token.Register(() => throw error);
        scope.Cancel(CancelReason.Explicit);
        await Ends(scope.EndAsync());
        Assert.That(scope.Failure(), Is.SameAs(error));
    }

    [Test]
    public void A_subscriber_that_throws_fails_the_scope_and_the_others_hear_of_it()
    {
        Scope scope = New();
        bool heard = false;
        using IDisposable bad = scope.OnCancel(_ => throw new FormatException());
        using IDisposable good = scope.OnCancel(_ => heard = true);
        scope.Cancel(CancelReason.Explicit);
        Assert.That(heard, Is.True);
        Assert.That(scope.Failure(), Is.TypeOf<FormatException>());
    }

    [Test]
    public async Task Scopes_that_ended_leave_nothing_with_their_parent()
    {
        Scope root = New();
        for (int i = 0; i < 100; i++)
        {
            Scope child = New(root);
            if (i % 2 == 0)
            {
                child.Cancel(CancelReason.Explicit);
            }

            await Ends(child.EndAsync());
        }

        Assert.That((root.Children.Count, root.SubscriberCount), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task A_scope_waits_for_holds_and_ends_in_the_moment_of_the_last()
    {
        Scope scope = New();
        WorkHold hold = scope.Hold();
        Task end = scope.EndAsync();
        WorkHold more = scope.Hold();
        hold.Dispose();
        hold.Dispose();
        Assert.That((end.IsCompleted, scope.IsEnded), Is.EqualTo((false, false)));
        more.Dispose();
        Assert.That(scope.IsEnded, Is.True);
        await Ends(end);
        Assert.That(() => scope.Hold(), Throws.TypeOf<NurseryClosedException>());
    }

    [Test]
    public async Task Joining_leaves_the_scope_open()
    {
        Scope scope = New();
        scope.Run(_ => Task.CompletedTask);
        await Ends(scope.JoinAsync());
        scope.Run(_ => Task.CompletedTask);
        await Ends(scope.EndAsync());
        Assert.That(scope.Failure(), Is.Null);
    }

    [Test]
    public void What_is_left_below_an_ended_scope_is_cancelled()
    {
        Scope root = New();
        Scope left = new(root, Actor(), TimeProvider.System, shield: true);
        root.Close();
        Assert.That(left.Cause?.Reason, Is.EqualTo(CancelReason.ParentEnded));
    }

    [Test]
    public void Below_an_ended_scope_one_belongs_to_the_next_living_one()
    {
        Scope root = New();
        Scope ended = New(root);
        ended.Close();
        Scope scope = New(ended);
        Assert.That(scope.Parent, Is.SameAs(root));
        root.Cancel(CancelReason.Explicit);
        Assert.That(scope.IsCancelRequested, Is.True);
    }

    [Test]
    public void A_cancel_goes_down_a_chain_of_100000()
    {
        Scope root = New();
        Scope leaf = root;
        for (int i = 0; i < 100_000; i++)
        {
            leaf = New(leaf);
        }

        root.Cancel(CancelReason.Signal);
        Assert.That(leaf.Cause?.Reason, Is.EqualTo(CancelReason.Signal));
    }

    [Test]
    public async Task Of_many_cancels_at_once_one_wins()
    {
        for (int round = 0; round < 200; round++)
        {
            Scope root = New();
            Scope leaf = New(root);
            int heard = 0;
            using IDisposable subscription = leaf.OnCancel(_ => Interlocked.Increment(ref heard));
            bool[] won = await Ends(Task.WhenAll(Enumerable.Range(0, 4).Select(i =>
                Task.Run(() => (i == 0 ? leaf : root).Cancel(CancelReason.Explicit)))));
            Assert.That(won.Skip(1).Count(w => w), Is.EqualTo(1));
            Assert.That(heard, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Children_made_during_a_cancel_are_cancelled()
    {
        for (int round = 0; round < 200; round++)
        {
            Scope root = New();
            Task<Scope[]> make = Task.Run(() => Enumerable.Range(0, 20).Select(_ => New(root)).ToArray());
            root.Cancel(CancelReason.Explicit);
            Scope[] children = await Ends(make);
            Assert.That(children.Select(child => child.Cause), Is.All.SameAs(root.Cause));
        }
    }

    [Test]
    public void Outside_of_any_actor_the_process_is_named()
    {
        Assert.That(AmbientIdentity.Current, Is.EqualTo(new ActorId(AppDomain.CurrentDomain.FriendlyName, Guid.Empty, Environment.ProcessId)));
    }

    private static Scope New(Scope? parent = null) => new(parent, Actor(), TimeProvider.System);

    private static Cancellation Cause(CancelReason reason) => new(Actor("somebody"), reason, [Actor("somebody")]);
}
