using System.Runtime.CompilerServices;

namespace Tractor.AsyncMethods;

/// <summary>As <see cref="PrecompiledTaskMethodBuilder"/>, for methods that return a <see cref="ValueTask"/> and name it.</summary>
internal struct PrecompiledValueTaskMethodBuilder
{
    private AsyncValueTaskMethodBuilder _promise;
    private TaskBox? _box;

    public ValueTask Task => _box is { } box ? new ValueTask(box.Task) : _promise.Task;

    public static PrecompiledValueTaskMethodBuilder Create() => default;

#pragma warning disable CA1822 // The compiler calls both on the builder.
    public readonly void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine => AsyncMethodStart.Run(ref stateMachine);

    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }
#pragma warning restore CA1822

    public void SetResult()
    {
        if (_box is { } box)
        {
            box.SetResult();
        }
        else
        {
            _promise.SetResult();
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
        awaiter.OnCompleted(StateMachineBox<TStateMachine>.Of(ref _box, ref stateMachine).Suspend());

    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine =>
        awaiter.UnsafeOnCompleted(StateMachineBox<TStateMachine>.Of(ref _box, ref stateMachine).Suspend());
}
