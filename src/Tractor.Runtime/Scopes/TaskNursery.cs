using System.Runtime.CompilerServices;
using Tractor.AsyncMethods;
using Tractor.Scopes;

namespace Tractor;

/// <summary>
/// Runs tasks that end together: <see cref="RunAsync(Func{TaskNursery, Task}, CancellationToken)"/> returns when its
/// body and all tasks that were started in it have ended. All instance members may be called from any thread.
/// </summary>
/// <remarks>
/// <para>The first failure, of the body or of a task, cancels the rest at once. One failure alone is thrown as it is,
/// with its stack; several as an <see cref="AggregateException"/> that holds each of them once, and never a cancellation.</para>
/// <para>An <see cref="OperationCanceledException"/> that leaves the body or a task counts as cancellation if the nursery's
/// cancel had been requested by then; otherwise it is an ordinary failure (the timeout of an HTTP call, say).</para>
/// <para>A nursery that is started in the flow of another scope belongs to it: it is cancelled with that scope, and that
/// scope does not end before it.</para>
/// </remarks>
public sealed class TaskNursery
{
    private readonly Scope _scope;

    private TaskNursery(Scope scope) => _scope = scope;

    /// <summary>
    /// Fires when the nursery is cancelled: by a failure, by <see cref="CancelAsync"/>, by the token that was given to it
    /// or by a scope around it. What is registered on it runs on the thread pool and is waited for.
    /// </summary>
    public CancellationToken CancellationToken => _scope.Token;

    /// <summary>Whether the nursery's end was asked for, by whomever: a failure, a call, a token or a scope around it (NUR-09).</summary>
    public bool CancelCalled => _scope.IsCancelRequested;

    /// <summary>Runs <paramref name="body"/> and waits for all that it starts.</summary>
    /// <param name="body">Gets the nursery. It runs also when the nursery is cancelled from the beginning, with a token that has fired.</param>
    /// <param name="cancellationToken">Cancels the body and all tasks.</param>
    /// <returns>Ends without an error if nothing failed and nothing outside cancelled it; <see cref="CancelAsync"/> is no error.</returns>
    /// <exception cref="ArgumentNullException">There is no body.</exception>
    /// <exception cref="OperationCanceledException">Nothing failed, and <paramref name="cancellationToken"/> or a scope around cancelled the nursery before all had ended.</exception>
    /// <exception cref="AggregateException">The body and tasks failed in several ways. A single failure is thrown as it is.</exception>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    public static async Task RunAsync(Func<TaskNursery, Task> body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        Scope scope = ScopeRunner.Open();
        scope.LinkTo(cancellationToken);
        var nursery = new TaskNursery(scope);
        await ScopeRunner.RunAsync(scope, () => body(nursery), scope.Report).Uncaptured();
        scope.ThrowIfFailed();
    }

    /// <summary>Runs <paramref name="body"/>, waits for all that it starts, and returns the body's result.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="body">Gets the nursery. It runs also when the nursery is cancelled from the beginning, with a token that has fired.</param>
    /// <param name="cancellationToken">Cancels the body and all tasks.</param>
    /// <returns>The result of the body.</returns>
    /// <exception cref="ArgumentNullException">There is no body.</exception>
    /// <exception cref="OperationCanceledException">
    /// Nothing failed, and <paramref name="cancellationToken"/> or a scope around cancelled the nursery before all had
    /// ended, or its own cancel ended the body, so that there is no result.
    /// </exception>
    /// <exception cref="AggregateException">The body and tasks failed in several ways. A single failure is thrown as it is.</exception>
    public static async Task<T> RunAsync<T>(Func<TaskNursery, Task<T>> body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        Scope scope = ScopeRunner.Open();
        scope.LinkTo(cancellationToken);
        var nursery = new TaskNursery(scope);
        T result = default!;
        bool completed = await ScopeRunner.RunAsync(scope, RunBodyAsync, scope.Report).Uncaptured();
        scope.ThrowIfFailed();
        return completed ? result : throw scope.Cancelled();

        [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
        async Task RunBodyAsync() => result = await body(nursery).Uncaptured();
    }

    /// <summary>Starts a task on the thread pool. The nursery waits for it, and its failure cancels the nursery.</summary>
    /// <param name="task">Gets the nursery's token. May start more tasks.</param>
    /// <exception cref="ArgumentNullException">There is no task.</exception>
    /// <exception cref="OperationCanceledException">The nursery is being cancelled.</exception>
    /// <exception cref="NurseryClosedException">The nursery has ended.</exception>
    public void Run(Func<CancellationToken, Task> task) => _scope.Run(task);

    /// <summary>
    /// Asks for the end of the body and of all tasks, and returns when that was asked: their end is waited for by
    /// <see cref="RunAsync(Func{TaskNursery, Task}, CancellationToken)"/>. A second call does nothing.
    /// </summary>
    /// <returns>A task that has ended, without an error.</returns>
    public Task CancelAsync()
    {
        _scope.Cancel(CancelReason.Explicit);
        return Task.CompletedTask;
    }
}
