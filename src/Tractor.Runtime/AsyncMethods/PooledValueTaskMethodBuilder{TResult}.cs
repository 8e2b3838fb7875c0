using System.Runtime.CompilerServices;

namespace Tractor.AsyncMethods;

/// <summary>
/// Builds asynchronous methods that allocate nothing when they wait: their state is used again once their value task was
/// awaited, which is to be done once. They too can be compiled ahead.
/// </summary>
internal struct PooledValueTaskMethodBuilder<TResult>
{
    private AsyncValueTaskMethodBuilder<TResult> _promise;
    private PooledMethodBox<TResult>? _box;

    public ValueTask<TResult> Task => _box is { } box ? new ValueTask<TResult>(box, box.Version) : _promise.Task;

    /// <summary>The same for a method without a result.</summary>
    public ValueTask WithoutResult => _box is { } box ? new ValueTask(box, box.Version) : Settled(_promise.Task);

    public static PooledValueTaskMethodBuilder<TResult> Create() => default;

#pragma warning disable CA1822 // The compiler calls both on the builder.
    public readonly void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine => AsyncMethodStart.Run(ref stateMachine);

    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }
#pragma warning restore CA1822

    public void SetResult(TResult result)
    {
        if (_box is { } box)
        {
            box.SetResult(result);
        }
        else
        {
            _promise.SetResult(result);
        }
    }

    public void SetException(Exception exception)
    {
        if (_box is { } box)
        {
            box.SetException(exception);
        }
        else
        {
            _promise.SetException(exception);
        }
    }

    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine =>
        awaiter.OnCompleted(PooledMethodBox<TStateMachine, TResult>.Of(ref _box, ref stateMachine).Suspend());

    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine =>
        awaiter.UnsafeOnCompleted(PooledMethodBox<TStateMachine, TResult>.Of(ref _box, ref stateMachine).Suspend());

    private static ValueTask Settled(ValueTask<TResult> ended) => ended.IsCompletedSuccessfully ? default : new ValueTask(ended.AsTask());
}
