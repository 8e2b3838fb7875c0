using Tractor.CompilerServices;
using Tractor.Dialogs;
using Tractor.Links;
using Tractor.Wire;

namespace Tractor.Dispatch;

/// <summary>Starts single calls.</summary>
internal sealed class CallInvoker<TArguments, TResult>(CallEndpoint<TArguments, TResult> endpoint) : EndpointInvoker
{
    public override EndpointDescriptor Descriptor => endpoint;

    public override void Start(IInvocationHost host, Link link, FrameHeader header, Payload arguments)
    {
        if (endpoint.TakesToken || !host.EndpointScope.TryEnterWork())
        {
            base.Start(host, link, header, arguments);
            return;
        }

        Spares<LightCall<TArguments, TResult>> spares = link.SpareCalls.For<LightCall<TArguments, TResult>>(endpoint);
        LightCall<TArguments, TResult> call = (endpoint.Slowness.HasWaited ? null : spares.Take()) ?? new LightCall<TArguments, TResult>(endpoint, host, link, spares);
        call.Start(header, arguments);
    }

    protected override Invocation Create(IInvocationHost host, Link link, FrameHeader header) =>
        new CallInvocation<TArguments, TResult>(endpoint, host, link, header);
}
