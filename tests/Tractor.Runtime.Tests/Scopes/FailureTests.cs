using NUnit.Framework;
using Tractor.Scopes;

namespace Tractor.Runtime.Tests.Scopes;

/// <summary>What counts as a failure, and how several come out.</summary>
public sealed class FailureTests
{
    private readonly InvalidOperationException _a = new("a");
    private readonly FormatException _b = new("b");
    private readonly TimeoutException _c = new("c");

    [TestCase(true)]
    [TestCase(false)]
    public void What_comes_when_a_scope_has_ended_is_for_the_one_that_shares_its_failures_alone(bool shares)
    {
        Scope root = New();
        Scope scope = new(root, Soon.Actor(), TimeProvider.System) { SharesFailures = shares };
        scope.Close();
        InvalidOperationException late = new("late");
        Assert.That(scope.TryReport(late), Is.EqualTo(shares));
        Assert.That((scope.Failure(), root.Failure()), Is.EqualTo(((Exception?)null, shares ? late : null)));
        Assert.That((scope.IsCancelRequested, root.IsCancelRequested), Is.EqualTo((false, shares)));
    }

    [Test]
    public void What_comes_in_time_counts_for_both_and_a_cancellation_for_none()
    {
        Scope root = New();
        Scope scope = new(root, Soon.Actor(), TimeProvider.System) { SharesFailures = true };
        InvalidOperationException error = new("in time");
        Assert.That(scope.TryReport(error), Is.True);
        Assert.That(scope.TryReport(new OperationCanceledException()), Is.True);
        Assert.That((scope.Failure(), root.Failure()), Is.EqualTo((error, error)));
        Assert.That((scope.IsCancelRequested, root.IsCancelRequested), Is.EqualTo((true, true)));
    }

    [Test]
    public void A_failure_cancels_with_its_text()
    {
        Scope scope = New();
        Assert.That(scope.Report(_a), Is.True);
        Assert.That(scope.Cause?.Reason, Is.EqualTo(CancelReason.SiblingFault));
        Assert.That(scope.Cause?.Detail, Is.EqualTo("InvalidOperationException: a"));
        Assert.That(scope.Cause?.Canceller.Name, Is.EqualTo("tester"));
    }

    [Test]
    public void Time_decides_whose_cancellation_it_was()
    {
        Scope scope = New();
        var early = new OperationCanceledException("early");
        Assert.That(scope.Report(early), Is.True);
        Assert.That(scope.Report(new OperationCanceledException("late")), Is.False);
        Assert.That(scope.Failure(), Is.SameAs(early));
    }

    [Test]
    public void The_seam_adds_cancellations_and_children_inherit_it()
    {
        Scope scope = new(null, Soon.Actor(), TimeProvider.System, isCancellation: (error, _) => error is TimeoutException);
        Scope child = New(scope);
        Assert.That((scope.Report(_c), child.Report(_c), child.Report(_a)), Is.EqualTo((false, false, true)));
    }

    [Test]
    public void One_instance_counts_once()
    {
        Scope scope = New();
        scope.Report(_a);
        scope.Report(_a);
        Assert.That(scope.Failure(), Is.SameAs(_a));
    }

    [Test]
    public void Several_come_as_one_group_in_the_order_of_their_reports()
    {
        Scope scope = Reported(_b, _a, _c, _a);
        Assert.That(((AggregateException)scope.Failure()!).InnerExceptions, Is.EqualTo(new Exception[] { _b, _a, _c }));
        Exception? again = scope.Failure();
        Assert.That(scope.Failure(), Is.SameAs(again));
    }

    [Test]
    public void A_group_of_ours_comes_apart_beside_others()
    {
        Exception ours = Reported(_a, _b).Failure()!;
        Exception group = Reported(ours, _c, _b).Failure()!;
        Assert.That(((AggregateException)group).InnerExceptions, Is.EqualTo(new Exception[] { _a, _b, _c }));
    }

    [Test]
    public void A_group_of_ours_alone_stays_the_same_instance()
    {
        Exception ours = Reported(_a, _b).Failure()!;
        Assert.That(Reported(_b, ours, _a).Failure(), Is.SameAs(ours));
    }

    [Test]
    public void A_users_group_stays_as_it_is()
    {
        var users = new AggregateException(_a, new OperationCanceledException());
        Scope scope = New();
        scope.Cancel(CancelReason.Explicit);
        Assert.That(scope.Report(users), Is.True);
        Assert.That(scope.Failure(), Is.SameAs(users));
    }

    [Test]
    public void What_a_users_group_holds_counts_once([Values] bool groupFirst)
    {
        var users = new AggregateException(_a, _b);
        Scope scope = groupFirst ? Reported(users, _a, _b) : Reported(_a, users, _b);
        Assert.That(scope.Failure(), Is.SameAs(users));
    }

    [Test]
    public void A_group_of_cancellations_only_is_a_cancellation()
    {
        var nested = new AggregateException(new OperationCanceledException(), new AggregateException(new TaskCanceledException()));
        Scope scope = New();
        scope.Cancel(CancelReason.Explicit);
        Assert.That((scope.Report(nested), scope.Failure()), Is.EqualTo((false, (Exception?)null)));
        Assert.That(Reported(nested).Failure(), Is.SameAs(nested), "before any cancel it is an error");
    }

    [Test]
    public void Cancellations_leave_a_group_of_ours()
    {
        var foreign = new OperationCanceledException("a timeout");
        Exception ours = Reported(foreign, _a).Failure()!;
        Assert.That(((AggregateException)ours).InnerExceptions, Is.EqualTo(new Exception[] { foreign, _a }));
        Scope outer = New();
        outer.Cancel(CancelReason.Explicit);
        outer.Report(ours);
        Assert.That(outer.Failure(), Is.SameAs(_a));
    }

    [Test]
    public void An_empty_group_is_an_error()
    {
        var empty = new AggregateException();
        Assert.That(Reported(empty).Failure(), Is.SameAs(empty));
    }

    [Test]
    public void What_comes_after_the_end_goes_to_the_scope_above()
    {
        Scope root = New();
        Scope child = New(root);
        child.Close();
        Assert.That(child.Report(_a), Is.True);
        Assert.That((child.Failure(), root.Failure()), Is.EqualTo(((Exception?)null, _a)));
    }

    private static Scope New(Scope? parent = null) => new(parent, Soon.Actor(), TimeProvider.System);

    private static Scope Reported(params Exception[] errors)
    {
        Scope scope = New();
        foreach (Exception error in errors)
        {
            scope.Record(error);
        }

        return scope;
    }
}
