using Tractor.CompilerServices;
using Tractor.Links;
using Tractor.Wire;

namespace Tractor.Dispatch;

/// <summary>Starts dialogs with a context.</summary>
internal sealed class DialogInvoker<TArguments, TStarted, TIn, TOut, TResult>(
    DialogEndpoint<TArguments, TStarted, TIn, TOut, TResult> endpoint) : EndpointInvoker
{
    public override EndpointDescriptor Descriptor => endpoint;

    protected override Invocation Create(IInvocationHost host, Link link, FrameHeader header)
    {
        DialogInvocation<TArguments, TStarted, TIn, TOut, TResult> invocation = new(endpoint, host, link, header);
        invocation.PrepareStreams(header.Window);
        return invocation;
    }
}
