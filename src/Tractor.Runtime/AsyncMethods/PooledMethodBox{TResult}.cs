using System.Threading.Tasks.Sources;

namespace Tractor.AsyncMethods;

/// <summary>A method that waits, and the source of its value task; used again once that was awaited.</summary>
internal abstract class PooledMethodBox<TResult> : AsyncMethodBox, IValueTaskSource<TResult>, IValueTaskSource
{
    private ManualResetValueTaskSourceCore<TResult> _core;

    public short Version => _core.Version;

    public void SetResult(TResult result) => _core.SetResult(result);

    public void SetException(Exception error) => _core.SetException(error);

    public TResult GetResult(short token)
    {
        // Who awaits it twice, or does not wait, gets an error, and not what another method left here.
        if (_core.GetStatus(token) == ValueTaskSourceStatus.Pending)
        {
            return _core.GetResult(token);
        }

        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            _core.Reset();
            ForgetFlow();
            Recycle();
        }
    }

    void IValueTaskSource.GetResult(short token) => GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    /// <summary>Lets go of what the method held, and keeps the box for the next.</summary>
    protected abstract void Recycle();
}
