using System.Runtime.CompilerServices;

namespace Tractor.AsyncMethods;

/// <summary>A task to be awaited, and its awaiter.</summary>
internal readonly struct UncapturedTask(Task task) : ICriticalNotifyCompletion
{
    private readonly Task _task = task;

    public bool IsCompleted => _task.IsCompleted;

    public UncapturedTask GetAwaiter() => this;

    public void GetResult() => _task.GetAwaiter().GetResult();

    public void OnCompleted(Action continuation) => _task.ConfigureAwait(false).GetAwaiter().OnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation) => _task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(continuation);
}
