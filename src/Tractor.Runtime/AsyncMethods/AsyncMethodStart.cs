using System.Runtime.CompilerServices;

namespace Tractor.AsyncMethods;

/// <summary>Runs an asynchronous method up to its first wait.</summary>
internal static class AsyncMethodStart
{
    /// <summary>What the method does to the flow is not seen by its caller.</summary>
    /// <remarks>
    /// Inlined, and for that without a finally: else it is one more method to be made ready for each asynchronous one. What
    /// such a method throws goes into its task, so nothing leaves the step.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine
    {
        ExecutionContext? flow = ExecutionContext.Capture();
        SynchronizationContext? synchronization = SynchronizationContext.Current;
        stateMachine.MoveNext();
        Restore(flow, synchronization);
    }

    private static void Restore(ExecutionContext? flow, SynchronizationContext? synchronization)
    {
        if (SynchronizationContext.Current != synchronization)
        {
            SynchronizationContext.SetSynchronizationContext(synchronization);
        }

        if (flow is not null && ExecutionContext.Capture() != flow)
        {
            ExecutionContext.Restore(flow);
        }
    }
}
