using NUnit.Framework;
using static Tractor.Runtime.Tests.Scopes.Soon;

namespace Tractor.Runtime.Tests.Scopes;

public sealed class TaskNurseryTests
{
    [Test]
    public async Task The_bodys_result_comes_back_when_all_tasks_have_ended()
    {
        bool ended = false;
        int result = await Ends(TaskNursery.RunAsync(n =>
        {
            n.Run(async _ =>
            {
                await Task.Yield();
                ended = true;
            });
            return Task.FromResult(42);
        }));
        Assert.That((result, ended), Is.EqualTo((42, true)));
    }

    [Test]
    public async Task Without_a_result_ones_own_cancel_is_a_cancellation()
    {
        Exception? error = await Error(TaskNursery.RunAsync<int>(async n =>
        {
            await n.CancelAsync();
            await Forever(n.CancellationToken);
            return 1;
        }));
        Assert.That(error, Is.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_result_outlives_ones_own_cancel()
    {
        int result = await Ends(TaskNursery.RunAsync(async n =>
        {
            await n.CancelAsync();
            return 7;
        }));
        Assert.That(result, Is.EqualTo(7));
    }

    [Test]
    public async Task All_of_25_tasks_that_fail_are_in_the_group()
    {
        Exception[] errors = [.. Enumerable.Range(0, 25).Select(i => new InvalidOperationException($"{i}"))];
        TaskCompletionSource go = Gate();
        Exception? error = await Error(TaskNursery.RunAsync(n =>
        {
            foreach (Exception each in errors)
            {
                n.Run(async _ =>
                {
                    await go.Task;
                    throw each;
                });
            }

            go.SetResult();
            return Task.CompletedTask;
        }));
        Assert.That((error as AggregateException)?.InnerExceptions, Is.EquivalentTo(errors));
    }

    [Test]
    public async Task Of_25_tasks_that_fail_unless_cancelled_each_counts_at_most_once()
    {
        TaskCompletionSource go = Gate();
        Exception? error = await Error(TaskNursery.RunAsync(n =>
        {
            for (int i = 0; i < 25; i++)
            {
                n.Run(async token =>
                {
                    await go.Task.WaitAsync(token);
                    token.ThrowIfCancellationRequested();
                    throw new InvalidOperationException();
                });
            }

            go.SetResult();
            return Task.CompletedTask;
        }));
        IReadOnlyList<Exception> all = error is AggregateException group ? group.InnerExceptions : [error!];
        Assert.That(all, Has.Count.InRange(1, 25));
        Assert.That(all, Is.Unique);
        Assert.That(all, Is.All.TypeOf<InvalidOperationException>());
    }

    [Test]
    public async Task Starting_while_being_cancelled_is_cancelled()
    {
        Exception? error = null;
        await Ends(TaskNursery.RunAsync(async n =>
        {
            await n.CancelAsync();
            error = Assert.Catch(() => n.Run(_ => Task.CompletedTask));
        }));
        Assert.That(error, Is.InstanceOf<OperationCanceledException>());
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Starting_after_the_end_is_refused(bool cancelled)
    {
        TaskNursery? kept = null;
        await Ends(TaskNursery.RunAsync(async n =>
        {
            kept = n;
            if (cancelled)
            {
                await n.CancelAsync();
            }
        }));
        Assert.That(() => kept!.Run(_ => Task.CompletedTask), Throws.TypeOf<NurseryClosedException>());
    }

    [Test]
    public async Task Tasks_may_start_tasks_after_the_body()
    {
        int ended = 0;
        await Ends(TaskNursery.RunAsync(n =>
        {
            Chain(n, 50);
            return Task.CompletedTask;
        }));
        Assert.That(ended, Is.EqualTo(50));

        void Chain(TaskNursery nursery, int left) => nursery.Run(async _ =>
        {
            await Task.Yield();
            Interlocked.Increment(ref ended);
            if (left > 1)
            {
                Chain(nursery, left - 1);
            }
        });
    }

    [Test]
    public async Task A_nested_nursery_that_nobody_awaits_is_waited_for()
    {
        TaskCompletionSource release = Gate();
        bool ended = false;
        Task outer = TaskNursery.RunAsync(outside =>
        {
            _ = TaskNursery.RunAsync(async inside =>
            {
                await release.Task;
                ended = true;
            });
            return Task.CompletedTask;
        });
        Assert.That(outer.IsCompleted, Is.False);
        release.SetResult();
        await Ends(outer);
        Assert.That(ended, Is.True);
    }

    [Test]
    public async Task A_failure_goes_through_300_levels()
    {
        var error = new InvalidOperationException("at the bottom");
        int ended = 0;
        Assert.That(await Error(Level(300)), Is.SameAs(error));
        Assert.That(ended, Is.EqualTo(300));

        Task Level(int left) => left == 0
            ? Task.FromException(error)
            : TaskNursery.RunAsync(n =>
            {
                n.Run(async token =>
                {
                    await Task.WhenAny(Forever(token));
                    Interlocked.Increment(ref ended);
                });
                n.Run(_ => Level(left - 1));
                return Task.CompletedTask;
            });
    }

    [Test]
    public async Task A_task_in_the_flow_of_the_nursery_does_not_change_the_callers_flow()
    {
        await Ends(TaskNursery.RunAsync(n => n.CancelAsync()));
        Assert.That(Tractor.Scopes.Scope.Current, Is.Null);
    }

    [Test]
    public async Task The_outer_tokens_cancellation_carries_that_token()
    {
        using var outer = new CancellationTokenSource();
        var error = (OperationCanceledException?)await Error(TaskNursery.RunAsync(
            async n =>
            {
                await outer.CancelAsync();
                await Forever(n.CancellationToken);
            },
            outer.Token));
        Assert.That(error?.CancellationToken, Is.EqualTo(outer.Token));
    }

    [Test]
    public async Task CancelCalled_tells_of_a_scope_around_it_too()
    {
        bool? called = null;
        bool caught = await Ends(CancelScope.RunAsync(scope => TaskNursery.RunAsync(async n =>
        {
            scope.Cancel();
            called = n.CancelCalled;
            await Forever(n.CancellationToken);
        })));
        Assert.That((caught, called), Is.EqualTo((true, true)));
    }
}
