using System.Runtime.CompilerServices;

namespace Tractor.AsyncMethods;

/// <summary>Runs an asynchronous method up to its first wait.</summary>
internal static class AsyncMethodStart
{
    /// <summary>What the method does to the flow is not seen by its caller.</summary>
    public static void Run<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine
    {
        ExecutionContext? flow = ExecutionContext.Capture();
        SynchronizationContext? synchronization = SynchronizationContext.Current;
        try
        {
            stateMachine.MoveNext();
        }
        finally
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
}
