using System.Threading.Tasks.Sources;

namespace Tractor.CompilerServices;

/// <summary>A task without result as one whose result is nothing. An asynchronous method would throw its error once more.</summary>
internal sealed class TaskCompletion(Task task) : IValueTaskSource<Nothing>
{
    public ValueTaskSourceStatus GetStatus(short token) => task.Status switch
    {
        TaskStatus.RanToCompletion => ValueTaskSourceStatus.Succeeded,
        TaskStatus.Faulted => ValueTaskSourceStatus.Faulted,
        TaskStatus.Canceled => ValueTaskSourceStatus.Canceled,
        _ => ValueTaskSourceStatus.Pending,
    };

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        bool goesBack = (flags & ValueTaskSourceOnCompletedFlags.UseSchedulingContext) != 0;
        var awaiter = task.ConfigureAwait(goesBack).GetAwaiter();
        if ((flags & ValueTaskSourceOnCompletedFlags.FlowExecutionContext) != 0)
        {
            awaiter.OnCompleted(() => continuation(state));
        }
        else
        {
            awaiter.UnsafeOnCompleted(() => continuation(state));
        }
    }

    public Nothing GetResult(short token)
    {
        task.GetAwaiter().GetResult();
        return default;
    }
}
