using System.Runtime.CompilerServices;

namespace Tractor.AsyncMethods;

/// <summary>
/// A method that waits, with its state. The boxes of a method are kept in one place, not by thread as the framework's are:
/// a method of ours is begun on one thread and awaited on another, which would miss again and again.
/// </summary>
internal sealed class PooledMethodBox<TStateMachine, TResult> : PooledMethodBox<TResult>
    where TStateMachine : IAsyncStateMachine
{
    private const int Most = 64;

    private static readonly Lock Gate = new();
    private static PooledMethodBox<TStateMachine, TResult>? _spares;
    private static int _count;

    private PooledMethodBox<TStateMachine, TResult>? _next;
    private TStateMachine? _stateMachine;

    /// <summary>The box of a method: taken at its first wait, which moves its state there.</summary>
    public static PooledMethodBox<TStateMachine, TResult> Of(ref PooledMethodBox<TResult>? box, ref TStateMachine stateMachine)
    {
        if (box is PooledMethodBox<TStateMachine, TResult> known)
        {
            return known;
        }

        PooledMethodBox<TStateMachine, TResult> taken = Take();
        box = taken;
        taken._stateMachine = stateMachine;
        return taken;
    }

    // Nothing behind it: whoever awaits the end may have given the box to another method by then.
    protected override void Step() => _stateMachine!.MoveNext();

    protected override void Recycle()
    {
        _stateMachine = default;
        lock (Gate)
        {
            if (_count < Most)
            {
                _count++;
                _next = _spares;
                _spares = this;
            }
        }
    }

    private static PooledMethodBox<TStateMachine, TResult> Take()
    {
        lock (Gate)
        {
            if (_spares is not { } spare)
            {
                return new PooledMethodBox<TStateMachine, TResult>();
            }

            _count--;
            _spares = spare._next;
            spare._next = null;
            return spare;
        }
    }
}
