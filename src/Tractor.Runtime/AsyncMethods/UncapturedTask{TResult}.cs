using System.Runtime.CompilerServices;

namespace Tractor.AsyncMethods;

/// <summary>A task with a result to be awaited, and its awaiter.</summary>
internal readonly struct UncapturedTask<TResult>(Task<TResult> task) : ICriticalNotifyCompletion
{
    private readonly Task<TResult> _task = task;

    public bool IsCompleted => _task.IsCompleted;

    public UncapturedTask<TResult> GetAwaiter() => this;

    public TResult GetResult() => _task.GetAwaiter().GetResult();

    public void OnCompleted(Action continuation) => _task.ConfigureAwait(false).GetAwaiter().OnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation) => _task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(continuation);
}
