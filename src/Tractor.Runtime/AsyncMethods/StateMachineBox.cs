using System.Runtime.CompilerServices;

namespace Tractor.AsyncMethods;

/// <summary>A method that waits, with its state.</summary>
internal sealed class StateMachineBox<TStateMachine> : TaskBox
    where TStateMachine : IAsyncStateMachine
{
    private TStateMachine? _stateMachine;

    /// <summary>The box of a method: made at its first wait, which moves its state there.</summary>
    public static StateMachineBox<TStateMachine> Of(ref TaskBox? box, ref TStateMachine stateMachine)
    {
        if (box is StateMachineBox<TStateMachine> known)
        {
            return known;
        }

        StateMachineBox<TStateMachine> made = new();
        box = made;
        made._stateMachine = stateMachine;
        return made;
    }

    protected override void Step()
    {
        _stateMachine!.MoveNext();
        if (Task.IsCompleted)
        {
            // Whoever keeps the task is not to keep what the method held.
            _stateMachine = default;
            ForgetFlow();
        }
    }
}
