using System.Runtime.CompilerServices;

namespace Tractor.AsyncMethods;

/// <summary>A method that waits, and its promise.</summary>
internal abstract class TaskBox : AsyncMethodBox
{
    private AsyncValueTaskMethodBuilder _promise;

    // Made at once: it may be asked for while another thread completes it.
    protected TaskBox() => Task = _promise.Task.AsTask();

    public Task Task { get; }

    public void SetResult() => _promise.SetResult();

    public void SetException(Exception error) => _promise.SetException(error);
}
