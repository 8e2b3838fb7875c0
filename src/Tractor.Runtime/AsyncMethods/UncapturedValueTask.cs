using System.Runtime.CompilerServices;

namespace Tractor.AsyncMethods;

/// <summary>A value task to be awaited once, and its awaiter.</summary>
internal readonly struct UncapturedValueTask(ValueTask task) : ICriticalNotifyCompletion
{
    private readonly ValueTask _task = task;

    public bool IsCompleted => _task.IsCompleted;

    public UncapturedValueTask GetAwaiter() => this;

    public void GetResult() => _task.GetAwaiter().GetResult();

    public void OnCompleted(Action continuation) => _task.ConfigureAwait(false).GetAwaiter().OnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation) => _task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(continuation);
}
