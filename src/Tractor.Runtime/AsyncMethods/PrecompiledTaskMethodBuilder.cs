using System.Runtime.CompilerServices;

namespace Tractor.AsyncMethods;

/// <summary>
/// Builds asynchronous methods so that they can be compiled ahead. For those that a process runs at its start and at its
/// end; <see cref="AsyncMethodBuilderAttribute"/> names it.
/// </summary>
/// <remarks>
/// It does what the framework's builder does. But of a generic type of the framework over a type of ours nothing can be
/// compiled ahead, so that each asynchronous method that a process runs once costs it several methods compiled at run
/// time: a millisecond. Over a generic type of ours all is. Promises, and so what a task means, are the framework's.
/// </remarks>
internal struct PrecompiledTaskMethodBuilder
{
    private AsyncValueTaskMethodBuilder _promise;
    private TaskBox? _box;

    public Task Task => _box?.Task ?? _promise.Task.AsTask();

    public static PrecompiledTaskMethodBuilder Create() => default;

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
