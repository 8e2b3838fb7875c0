using System.ComponentModel;

namespace Tractor.CompilerServices;

/// <summary>Gives every endpoint's task the one shape that the dispatcher awaits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Completion
{
    /// <summary>From an endpoint that returns a task without result.</summary>
    public static ValueTask<Nothing> Of(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.IsCompletedSuccessfully ? default : new ValueTask<Nothing>(new TaskCompletion(task), 0);
    }

    /// <summary>From an endpoint that returns a task with a result.</summary>
    public static ValueTask<T> Of<T>(Task<T> task) => new(task);

    /// <summary>From an endpoint that returns a value task without result.</summary>
    public static ValueTask<Nothing> Of(ValueTask task)
    {
        if (!task.IsCompletedSuccessfully)
        {
            return AwaitAsync(task);
        }

        task.GetAwaiter().GetResult();
        return default;
    }

    /// <summary>From an endpoint that returns a value task with a result.</summary>
    public static ValueTask<T> Of<T>(ValueTask<T> task) => task;

    private static async ValueTask<Nothing> AwaitAsync(ValueTask task)
    {
        await task.ConfigureAwait(false);
        return default;
    }
}
