using System.Runtime.CompilerServices;
using NUnit.Framework;
using Tractor.AsyncMethods;

namespace Tractor.Runtime.Tests.AsyncMethods;

/// <summary>Methods whose state is used again behave as others, for who awaits them once.</summary>
[TestFixture]
internal sealed class PooledMethodTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private static readonly AsyncLocal<string?> Local = new();

    [Test]
    public async Task A_method_that_never_waits_has_ended_when_it_returns()
    {
        Assert.That(WaitAsync(Task.CompletedTask).AsTask().IsCompletedSuccessfully);
        Assert.That(await GiveAsync(Task.FromResult(5)), Is.EqualTo(5));
    }

    [Test]
    public async Task A_method_that_waits_goes_on_when_it_may()
    {
        TaskCompletionSource<int> source = new();
        ValueTask waiting = WaitAsync(source.Task);
        ValueTask<int> giving = GiveAsync(source.Task);
        Assert.That(waiting.IsCompleted || giving.IsCompleted, Is.False);
        source.SetResult(7);
        await waiting;
        Assert.That(await giving, Is.EqualTo(7));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task An_error_is_thrown_where_it_is_awaited(bool waits)
    {
        InvalidOperationException error = new("it failed");
        Exception? seen = await CaughtAsync(() => FailAsync(error, waits));
        Assert.That(seen, Is.SameAs(error));
        Assert.That(seen?.StackTrace, Does.Contain(nameof(FailAsync)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_cancellation_is_one(bool waits)
    {
        Task cancelled = FailAsync(new OperationCanceledException("why"), waits).AsTask();
        await Task.WhenAny(cancelled).WaitAsync(Bound);
        Assert.That(cancelled.IsCanceled);
    }

    [Test]
    public async Task What_a_method_does_to_the_flow_stays_in_it()
    {
        Local.Value = "outside";
        TaskCompletionSource source = new();
        ValueTask<string?> changing = ChangeAsync(source.Task);
        Assert.That(Local.Value, Is.EqualTo("outside"));
        await Task.Run(source.SetResult);
        Assert.That(await changing, Is.EqualTo("inside"));
        Assert.That(Local.Value, Is.EqualTo("outside"));
    }

    [Test]
    public async Task Who_awaits_it_twice_gets_an_error_and_disturbs_nobody()
    {
        TaskCompletionSource<int> first = new();
        ValueTask<int> giving = GiveAsync(first.Task);
        first.SetResult(1);
        Assert.That(await giving, Is.EqualTo(1));

        TaskCompletionSource<int> second = new();
        ValueTask<int> next = GiveAsync(second.Task);
        Assert.Throws<InvalidOperationException>(() => giving.GetAwaiter().GetResult());
        Assert.Throws<InvalidOperationException>(() => next.GetAwaiter().GetResult(), "it waits still");
        second.SetResult(2);
        Assert.That(await next, Is.EqualTo(2));
    }

    [Test]
    public async Task Many_at_once_all_end()
    {
        Task<int>[] all = [.. Enumerable.Range(0, 1000).Select(seed => DescendAsync(seed).AsTask())];
        Assert.That((await Task.WhenAll(all)).Sum(), Is.EqualTo(Enumerable.Range(0, 1000).Sum(i => i % 10)));
    }

    [AsyncMethodBuilder(typeof(PooledValueTaskMethodBuilder))]
    private static async ValueTask WaitAsync(Task task) => await task.Uncaptured();

    [AsyncMethodBuilder(typeof(PooledValueTaskMethodBuilder<>))]
    private static async ValueTask<T> GiveAsync<T>(Task<T> task) => await task.Uncaptured();

    [AsyncMethodBuilder(typeof(PooledValueTaskMethodBuilder))]
    private static async ValueTask FailAsync(Exception error, bool waits)
    {
        if (waits)
        {
            await Task.Yield();
        }

        throw error;
    }

    [AsyncMethodBuilder(typeof(PooledValueTaskMethodBuilder<>))]
    private static async ValueTask<string?> ChangeAsync(Task task)
    {
        Local.Value = "inside";
        await task.Uncaptured();
        return Local.Value;
    }

    [AsyncMethodBuilder(typeof(PooledValueTaskMethodBuilder<>))]
    private static async ValueTask<int> DescendAsync(int seed)
    {
        await Task.Yield();
        return seed % 10 == 0 ? 0 : 1 + await DescendAsync(seed - 1).Uncaptured();
    }

    private static async Task<Exception?> CaughtAsync(Func<ValueTask> method)
    {
        try
        {
            await method();
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }
}
