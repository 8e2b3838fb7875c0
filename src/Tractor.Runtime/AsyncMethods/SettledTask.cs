using System.Runtime.CompilerServices;

namespace Tractor.AsyncMethods;

/// <summary>A task to be awaited for its end only, however it ends, and its awaiter.</summary>
internal readonly struct SettledTask(Task task) : ICriticalNotifyCompletion
{
    private readonly Task _task = task;

    public bool IsCompleted => _task.IsCompleted;

    public SettledTask GetAwaiter() => this;

    public void GetResult() => _task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();

    public void OnCompleted(Action continuation) => _task.ConfigureAwait(false).GetAwaiter().OnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation) => _task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(continuation);
}
