using Tractor.CompilerServices;

namespace Tractor.Dispatch;

/// <summary>An endpoint that an actor serves. What starts it is made at its first call: its code may have to be compiled first.</summary>
internal sealed class ServedEndpoint(EndpointDescriptor descriptor)
{
    private EndpointInvoker? _invoker;

    public EndpointDescriptor Descriptor => descriptor;

    /// <summary>The same for all readers, whose first calls may come at once.</summary>
    public EndpointInvoker Invoker => Volatile.Read(ref _invoker) ?? Make();

    private EndpointInvoker Make()
    {
        EndpointInvoker made = descriptor.Accept(InvokerFactory.Instance);
        return Interlocked.CompareExchange(ref _invoker, made, null) ?? made;
    }
}
