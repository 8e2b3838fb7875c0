using System.Runtime.CompilerServices;

namespace Tractor.AsyncMethods;

/// <summary>As <see cref="PrecompiledTaskMethodBuilder"/>, for methods with a result.</summary>
internal struct PrecompiledTaskMethodBuilder<TResult>
{
    private AsyncValueTaskMethodBuilder<TResult> _promise;
    private TaskBox<TResult>? _box;

    public Task<TResult> Task => _box?.Task ?? _promise.Task.AsTask();

    public static PrecompiledTaskMethodBuilder<TResult> Create() => default;

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
        awaiter.OnCompleted(StateMachineBox<TStateMachine, TResult>.Of(ref _box, ref stateMachine).Suspend());

    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine =>
        awaiter.UnsafeOnCompleted(StateMachineBox<TStateMachine, TResult>.Of(ref _box, ref stateMachine).Suspend());
}
