namespace Tractor.AsyncMethods;

/// <summary>What an asynchronous method is resumed by once it has waited for something.</summary>
internal abstract class AsyncMethodBox
{
    private static readonly ContextCallback StepInFlow = static box => ((AsyncMethodBox)box!).Step();

    private Action? _resume;

    // Null where flow is suppressed.
    private ExecutionContext? _flow;

    /// <summary>Notes the flow that the method is to go on in, and gives what makes it do so.</summary>
    public Action Suspend()
    {
        _flow = ExecutionContext.Capture();
        return _resume ??= Run;
    }

    /// <summary>Runs the method up to its next wait or its end.</summary>
    protected abstract void Step();

    /// <summary>Lets go of the flow.</summary>
    protected void ForgetFlow() => _flow = null;

    private void Run()
    {
        if (_flow is { } flow)
        {
            ExecutionContext.Run(flow, StepInFlow, this);
        }
        else
        {
            Step();
        }
    }
}
