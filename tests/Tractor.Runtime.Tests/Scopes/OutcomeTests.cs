using NUnit.Framework;
using static Tractor.Runtime.Tests.Scopes.Soon;

namespace Tractor.Runtime.Tests.Scopes;

/// <summary>All ways in which a nursery can end.</summary>
public sealed class OutcomeTests
{
    private static readonly CancellationToken Fired = new(canceled: true);

    private static IEnumerable<OutcomeCase> Cases()
    {
        yield return new("nothing happens", (_, _) => TaskNursery.RunAsync(_ => Task.CompletedTask), "");
        yield return new("body throws at once", (a, _) => TaskNursery.RunAsync(_ => throw a), "a");
        yield return new("body throws later", (a, _) => TaskNursery.RunAsync(async _ => { await Task.Yield(); throw a; }), "a");
        yield return new("body throws, task honours the token", (a, _) => TaskNursery.RunAsync(n => { n.Run(Forever); throw a; }), "a");
        yield return new("task throws, body honours the token", (a, _) => TaskNursery.RunAsync(n => { n.Run(_ => throw a); return Forever(n.CancellationToken); }), "a");
        yield return new("task throws, body ignores the token", (a, _) => TaskNursery.RunAsync(n => TaskFailsBodyIgnores(n, a)), "a");
        yield return new("body throws, task ignores the token", (a, _) => TaskNursery.RunAsync(n => BodyFailsTaskIgnores(n, a)), "a");
        yield return new("task throws, sibling honours the token", (a, _) => TaskNursery.RunAsync(n => { n.Run(Forever); n.Run(_ => throw a); return Task.CompletedTask; }), "a");
        yield return new("body and task throw", (a, b) => TaskNursery.RunAsync(n => BothThrow(n, a, b)), "ab");
        yield return new("body and task throw one instance", (a, _) => TaskNursery.RunAsync(n => BothThrow(n, a, a)), "a");
        yield return new("task's clean-up throws something else", (a, b) => TaskNursery.RunAsync(n => CleanUpThrows(n, a, b)), "ab");
        yield return new("outer token cancelled", (_, _) => OuterToken(n => Forever(n.CancellationToken)), "cancelled");
        yield return new("outer token cancelled, task waits", (_, _) => OuterToken(n => { n.Run(Forever); return Task.CompletedTask; }), "cancelled");
        yield return new("outer token cancelled, one waits on it directly, one fails", (a, _) => WaitsOnTheOuterToken(a, nested: false), "a");
        yield return new("outer token cancelled, in an inner nursery one waits on it directly, one fails", (a, _) => WaitsOnTheOuterToken(a, nested: true), "a");
        yield return new("outer token cancelled, body throws", (a, _) => OuterToken(n => ThrowWhenCancelled(n, a)), "a");
        yield return new("outer token fired before", (_, _) => TaskNursery.RunAsync(n => Forever(n.CancellationToken), Fired), "cancelled");
        yield return new("outer token fired before, body pays no heed", (_, _) => TaskNursery.RunAsync(_ => Task.CompletedTask, Fired), "cancelled");
        yield return new("own cancel (NUR-10)", (_, _) => TaskNursery.RunAsync(async n => { n.Run(Forever); await n.CancelAsync(); }), "");
        yield return new("own cancel, body waits", (_, _) => TaskNursery.RunAsync(async n => { await n.CancelAsync(); await Forever(n.CancellationToken); }), "");
        yield return new("own cancel from a task", (_, _) => TaskNursery.RunAsync(n => { n.Run(_ => n.CancelAsync()); return Forever(n.CancellationToken); }), "");
        yield return new("own cancel, then an error (NUR-11)", (a, _) => TaskNursery.RunAsync(async n => { await n.CancelAsync(); throw a; }), "a");
        yield return new("own cancel, then a foreign cancellation", (_, _) => TaskNursery.RunAsync(async n => { await n.CancelAsync(); await Forever(Fired); }), "");
        yield return new("own cancel, then an empty group", (_, _) => TaskNursery.RunAsync(async n => { await n.CancelAsync(); throw new AggregateException(new OperationCanceledException(), new TaskCanceledException()); }), "");
        yield return new("inner nursery fails", (a, _) => TaskNursery.RunAsync(_ => TaskNursery.RunAsync(_ => throw a)), "a");
        yield return new("inner nursery fails with two", (a, b) => TaskNursery.RunAsync(_ => TaskNursery.RunAsync(n => BothThrow(n, a, b))), "ab");
        yield return new("inner nursery fails with two, one is thrown again", (a, b) => TaskNursery.RunAsync(n => { n.Run(_ => throw a); return TaskNursery.RunAsync(i => BothThrow(i, a, b)); }), "ab");
        yield return new("outer fails, inner waits", (a, _) => TaskNursery.RunAsync(n => { n.Run(_ => throw a); return TaskNursery.RunAsync(i => { i.Run(Forever); return Task.CompletedTask; }); }), "a");
        yield return new("outer is cancelled, inner waits", (_, _) => TaskNursery.RunAsync(n => TaskNursery.RunAsync(async i => { await n.CancelAsync(); await Forever(i.CancellationToken); })), "");
        yield return new("inner cancel, outer goes on", (a, _) => TaskNursery.RunAsync(async n => { await TaskNursery.RunAsync(i => i.CancelAsync()); n.CancellationToken.ThrowIfCancellationRequested(); throw a; }), "a");
        yield return new("inner and outer are cancelled", (_, _) => OuterToken(n => TaskNursery.RunAsync(async i => { await i.CancelAsync(); await Forever(n.CancellationToken); })), "cancelled");
    }

    [TestCaseSource(nameof(Cases))]
    public async Task Ends_as_told(OutcomeCase situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        var a = new InvalidOperationException("a");
        var b = new FormatException("b");
        Exception? error = await Error(situation.Run(a, b));
        Assert.That(Describe(error), Is.EqualTo(situation.Expected), error?.ToString());
    }

    [Test]
    public async Task A_foreign_cancellation_before_any_cancel_is_an_error()
    {
        var timeout = new TaskCanceledException("the request timed out");
        Exception? error = await Error(TaskNursery.RunAsync(n =>
        {
            n.Run(_ => throw timeout);
            return Forever(n.CancellationToken);
        }));
        Assert.That(error, Is.SameAs(timeout));
    }

    [Test]
    public async Task A_single_error_keeps_its_stack()
    {
        Exception? error = await Error(TaskNursery.RunAsync(n =>
        {
            n.Run(static _ => ThrowDeepInside());
            return Task.CompletedTask;
        }));
        Assert.That(error?.StackTrace, Does.Contain(nameof(ThrowDeepInside)));
    }

    [Test]
    public async Task A_group_passes_outer_nurseries_as_the_same_instance()
    {
        Exception? inner = null;
        Exception? outer = await Error(TaskNursery.RunAsync(async _ =>
        {
            inner = await Error(TaskNursery.RunAsync(n => BothThrow(n, new FormatException(), new InvalidOperationException())));
            throw inner!;
        }));
        Assert.That(outer, Is.SameAs(inner).And.TypeOf<AggregateException>());
    }

    private static string Describe(Exception? error) => error switch
    {
        null => "",
        OperationCanceledException => "cancelled",
        AggregateException group => string.Concat(group.InnerExceptions.Select(Describe).Order()),
        _ => error.Message,
    };

    private static Task ThrowDeepInside() => throw new InvalidOperationException("deep");

    private static async Task TaskFailsBodyIgnores(TaskNursery nursery, Exception error)
    {
        TaskCompletionSource seen = Gate();
        nursery.CancellationToken.Register(seen.SetResult);
        nursery.Run(_ => throw error);
        await Ends(seen.Task);
    }

    private static Task BodyFailsTaskIgnores(TaskNursery nursery, Exception error)
    {
        TaskCompletionSource seen = Gate();
        nursery.CancellationToken.Register(seen.SetResult);
        nursery.Run(_ => Ends(seen.Task));
        throw error;
    }

    private static async Task BothThrow(TaskNursery nursery, Exception inBody, Exception inTask)
    {
        TaskCompletionSource started = Gate();
        nursery.Run(async token =>
        {
            started.SetResult();
            await Task.WhenAny(Forever(token));
            throw inTask;
        });
        await Ends(started.Task);
        throw inBody;
    }

    private static Task CleanUpThrows(TaskNursery nursery, Exception error, Exception inCleanUp)
    {
        nursery.Run(async token =>
        {
            await using var resource = new ThrowsWhenDisposed(inCleanUp);
            await Forever(token);
        });
        throw error;
    }

    private static async Task ThrowWhenCancelled(TaskNursery nursery, Exception error)
    {
        await Task.WhenAny(Forever(nursery.CancellationToken));
        throw error;
    }

    // The callbacks of a token run latest first: what waits on it directly hears of it before the nursery does.
    private static async Task WaitsOnTheOuterToken(Exception error, bool nested)
    {
        using var outer = new CancellationTokenSource();
        using var inside = new ManualResetEventSlim();
        Task nursery = TaskNursery.RunAsync(
            n => nested ? TaskNursery.RunAsync(StartAsync, CancellationToken.None) : StartAsync(n),
            outer.Token);
        Assert.That(inside.Wait(Bound), Is.True);
        await outer.CancelAsync();
        await nursery;

        Task StartAsync(TaskNursery n)
        {
            n.Run(async _ =>
            {
                // Goes on inside of the token's callback, which a delay would leave first.
                var wait = new TaskCompletionSource();
                using CancellationTokenRegistration link = outer.Token.Register(() => wait.SetCanceled(outer.Token));
                inside.Set();
                await wait.Task;
            });
            return ThrowWhenCancelled(n, error);
        }
    }

    private static async Task OuterToken(Func<TaskNursery, Task> body)
    {
        using var outer = new CancellationTokenSource();
        TaskCompletionSource inside = Gate();
        Task nursery = TaskNursery.RunAsync(
            async n =>
            {
                inside.SetResult();
                await body(n);
            },
            outer.Token);
        await Ends(inside.Task);
        await outer.CancelAsync();
        await nursery;
    }

    private sealed class ThrowsWhenDisposed(Exception error) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.FromException(error);
    }
}
