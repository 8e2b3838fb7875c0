using System.Runtime.CompilerServices;

namespace Tractor.AsyncMethods;

/// <summary>A value task with a result to be awaited once, and its awaiter.</summary>
internal readonly struct UncapturedValueTask<TResult>(ValueTask<TResult> task) : ICriticalNotifyCompletion
{
    private readonly ValueTask<TResult> _task = task;

    public bool IsCompleted => _task.IsCompleted;

    public UncapturedValueTask<TResult> GetAwaiter() => this;

    public TResult GetResult() => _task.Result;

    public void OnCompleted(Action continuation) => _task.ConfigureAwait(false).GetAwaiter().OnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation) => _task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(continuation);
}
