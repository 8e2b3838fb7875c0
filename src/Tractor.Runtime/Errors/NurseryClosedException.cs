namespace Tractor;

/// <summary>Something was to be started in a nursery that had ended.</summary>
public sealed class NurseryClosedException : TractorException
{
    internal NurseryClosedException(string operation)
        : base($"{operation} was called on a nursery that has ended: everything it started is gone. Start what is needed before the delegate given to RunAsync returns, or in a nursery around it.")
    {
    }
}
