using Tractor.CompilerServices;
using Tractor.Links;
using Tractor.Wire;

namespace Tractor.Dispatch;

/// <summary>Starts one-way streams.</summary>
internal sealed class StreamInvoker<TArguments, TItem>(StreamEndpoint<TArguments, TItem> endpoint) : EndpointInvoker
{
    public override EndpointDescriptor Descriptor => endpoint;

    protected override Invocation Create(IInvocationHost host, Link link, FrameHeader header) =>
        new StreamInvocation<TArguments, TItem>(endpoint, host, link, header);
}
