using System.Runtime.CompilerServices;
using Tractor.CompilerServices;

namespace Tractor.Dispatch;

/// <summary>Makes the invoker that fits a descriptor.</summary>
internal sealed class InvokerFactory : IEndpointVisitor<EndpointInvoker>
{
    public static InvokerFactory Instance { get; } = new();

    // As in CallEndpoint.Accept.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public EndpointInvoker Visit<TArguments, TResult>(CallEndpoint<TArguments, TResult> endpoint) =>
        new CallInvoker<TArguments, TResult>(endpoint);

    public EndpointInvoker Visit<TArguments, TStarted, TIn, TSent, TResult>(DialogEndpoint<TArguments, TStarted, TIn, TSent, TResult> endpoint) =>
        new DialogInvoker<TArguments, TStarted, TIn, TSent, TResult>(endpoint);

    public EndpointInvoker Visit<TArguments, TItem>(StreamEndpoint<TArguments, TItem> endpoint) =>
        new StreamInvoker<TArguments, TItem>(endpoint);
}
