using System.Runtime.CompilerServices;

namespace Tractor.AsyncMethods;

/// <summary>A method that waits, and the promise of its result.</summary>
internal abstract class TaskBox<TResult> : AsyncMethodBox
{
    private AsyncValueTaskMethodBuilder<TResult> _promise;

    // Made at once: it may be asked for while another thread completes it.
    protected TaskBox() => Task = _promise.Task.AsTask();

    public Task<TResult> Task { get; }

    public void SetResult(TResult result) => _promise.SetResult(result);

    public void SetException(Exception error) => _promise.SetException(error);
}
