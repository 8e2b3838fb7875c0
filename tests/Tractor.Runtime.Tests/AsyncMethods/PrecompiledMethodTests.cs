using System.Runtime.CompilerServices;
using NUnit.Framework;
using Tractor.AsyncMethods;

namespace Tractor.Runtime.Tests.AsyncMethods;

/// <summary>Methods of the builders of our own behave as those of the framework's.</summary>
[TestFixture]
internal sealed class PrecompiledMethodTests
{
    private static readonly AsyncLocal<string?> Local = new();

    [Test]
    public async Task A_method_that_never_waits_has_ended_when_it_returns()
    {
        Assert.Multiple(() =>
        {
            Assert.That(WaitAsync(Task.CompletedTask).IsCompletedSuccessfully);
            Assert.That(WaitValueAsync(Task.CompletedTask).AsTask().IsCompletedSuccessfully);
            Assert.That(GiveAsync(Task.FromResult("a")).Result, Is.EqualTo("a"));
        });
        Assert.That(await GiveValueAsync(Task.FromResult(5)), Is.EqualTo(5));
    }

    [Test]
    public async Task A_method_that_waits_goes_on_when_it_may()
    {
        TaskCompletionSource<int> source = new();
        Task waiting = WaitAsync(source.Task);
        Task waitingValue = WaitValueAsync(source.Task).AsTask();
        Task<int> giving = GiveAsync(source.Task);
        Task<int> givingValue = GiveValueAsync(source.Task).AsTask();
        Assert.That(waiting.IsCompleted || waitingValue.IsCompleted || giving.IsCompleted || givingValue.IsCompleted, Is.False);

        source.SetResult(7);
        await waiting;
        await waitingValue;
        Assert.That((await giving, await givingValue), Is.EqualTo((7, 7)));
    }

    [Test]
    public async Task Every_kind_of_wait_is_one()
    {
        int sum = 0;
        await AddAsync();
        Assert.That(sum, Is.EqualTo(6));

        [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
        async Task AddAsync()
        {
            await Task.Yield();
            sum += 1;
            await LaterAsync().Uncaptured();
            sum += 2;
            await new ValueTask(LaterAsync()).Uncaptured();
            sum += await new ValueTask<int>(LaterAsync(3)).Uncaptured();
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task An_error_is_thrown_where_it_is_awaited(bool waits)
    {
        InvalidOperationException error = new("it failed");
        Task failing = FailAsync(error, waits);
        Exception? seen = await CaughtAsync(failing);
        Assert.Multiple(() =>
        {
            Assert.That(seen, Is.SameAs(error));
            Assert.That(failing.IsFaulted);
            Assert.That(seen?.StackTrace, Does.Contain(nameof(FailAsync)));
        });
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_cancellation_is_one_and_keeps_its_exception(bool waits)
    {
        OperationCanceledException error = new("why it was cancelled", new CancellationToken(canceled: true));
        Task cancelled = FailAsync(error, waits);
        Assert.That(await CaughtAsync(cancelled), Is.SameAs(error));
        Assert.That(cancelled.IsCanceled);
    }

    [Test]
    public async Task What_a_method_does_to_the_flow_stays_in_it()
    {
        Local.Value = "outside";
        TaskCompletionSource source = new();
        Task<string?> changing = ChangeAsync(source.Task);
        Assert.That(Local.Value, Is.EqualTo("outside"));

        Local.Value = "later";
        await Task.Run(source.SetResult);
        Assert.That(await changing, Is.EqualTo("inside"));
    }

    [Test]
    public async Task Where_flow_is_suppressed_a_method_goes_on_all_the_same()
    {
        TaskCompletionSource<int> source = new();
        Task<int> giving;
        using (ExecutionContext.SuppressFlow())
        {
            giving = GiveAsync(source.Task);
        }

        await Task.Run(() => source.SetResult(4));
        Assert.That(await giving, Is.EqualTo(4));
    }

    [Test]
    public async Task A_synchronization_context_neither_holds_it_nor_is_changed_by_it()
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        NeverRuns context = new();
        TaskCompletionSource<int> source = new();
        Task<int> giving;
        try
        {
            SynchronizationContext.SetSynchronizationContext(context);
            giving = ForgetContextAsync(source.Task);
            Assert.That(SynchronizationContext.Current, Is.SameAs(context));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        source.SetResult(1);
        Assert.That(await giving.WaitAsync(TimeSpan.FromSeconds(10)), Is.EqualTo(1));
    }

    // On a thread of its own, from beginning to end: no stack has anything of the method when that has ended.
    [Test]
    public void Who_keeps_the_task_or_what_it_is_resumed_by_keeps_nothing_of_the_method()
    {
        (Task? Task, Pause? Pause, WeakReference? Held) kept = default;
        Thread thread = new(() => kept = Hold());
        thread.Start();
        Assert.That(thread.Join(TimeSpan.FromSeconds(30)));
        GC.Collect();
        Assert.That((kept.Task?.IsCompletedSuccessfully, kept.Pause?.Resume is not null, kept.Held?.IsAlive), Is.EqualTo((true, true, false)));
        GC.KeepAlive(kept);
    }

    [Test]
    public async Task Many_at_once_all_end()
    {
        Task<int>[] all = [.. Enumerable.Range(0, 1000).Select(DescendAsync)];
        Assert.That((await Task.WhenAll(all)).Sum(), Is.EqualTo(Enumerable.Range(0, 1000).Sum(i => i % 10)));
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private static async Task WaitAsync(Task task) => await task.Uncaptured();

    [AsyncMethodBuilder(typeof(PrecompiledValueTaskMethodBuilder))]
    private static async ValueTask WaitValueAsync(Task task) => await task.Uncaptured();

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    private static async Task<T> GiveAsync<T>(Task<T> task) => await task.Uncaptured();

    [AsyncMethodBuilder(typeof(PrecompiledValueTaskMethodBuilder<>))]
    private static async ValueTask<T> GiveValueAsync<T>(Task<T> task) => await task.Uncaptured();

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private static async Task FailAsync(Exception error, bool waits)
    {
        if (waits)
        {
            await Task.Yield();
        }

        throw error;
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    private static async Task<string?> ChangeAsync(Task task)
    {
        Local.Value = "inside";
        await task.Uncaptured();
        return Local.Value;
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    private static async Task<int> ForgetContextAsync(Task<int> task)
    {
        SynchronizationContext.SetSynchronizationContext(null);
        return await task.Uncaptured();
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    private static async Task<int> DescendAsync(int seed)
    {
        await Task.Yield();
        return seed % 10 == 0 ? 0 : 1 + await DescendAsync(seed - 1).Uncaptured();
    }

    private static (Task Task, Pause Pause, WeakReference Held) Hold()
    {
        object held = new();
        Pause pause = new();
        Task task = UseAsync(held, pause);
        pause.Resume!();
        return (task, pause, new WeakReference(held));
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private static async Task UseAsync(object held, Pause pause)
    {
        await pause;
        GC.KeepAlive(held);
    }

    private static async Task LaterAsync() => await Task.Yield();

    private static async Task<T> LaterAsync<T>(T value)
    {
        await Task.Yield();
        return value;
    }

    private static async Task<Exception?> CaughtAsync(Task task)
    {
        try
        {
            await task;
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }

    /// <summary>A wait that is never over by itself, and keeps what it is gone on by.</summary>
    private sealed class Pause : INotifyCompletion
    {
        public bool IsCompleted => false;

        public Action? Resume { get; private set; }

        public Pause GetAwaiter() => this;

        public void GetResult()
        {
        }

        public void OnCompleted(Action continuation) => Resume = continuation;
    }

    private sealed class NeverRuns : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}
