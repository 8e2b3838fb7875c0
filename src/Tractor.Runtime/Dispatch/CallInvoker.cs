using Tractor.CompilerServices;
using Tractor.Links;
using Tractor.Wire;

namespace Tractor.Dispatch;

/// <summary>Starts single calls.</summary>
internal sealed class CallInvoker<TArguments, TResult>(CallEndpoint<TArguments, TResult> endpoint) : EndpointInvoker
{
    public override EndpointDescriptor Descriptor => endpoint;

    public override Invocation Create(IInvocationHost host, Link link, FrameHeader header) =>
        new CallInvocation<TArguments, TResult>(endpoint, host, link, header);
}
