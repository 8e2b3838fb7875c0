using Tractor.CompilerServices;
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

        LightCall<TArguments, TResult> call = Pool(link).Rent() ?? new LightCall<TArguments, TResult>(endpoint, host, link, Pool(link));
        call.Start(header, arguments);
    }

    private LightCallPool<TArguments, TResult> Pool(Link link) =>
        (LightCallPool<TArguments, TResult>)link.Recycled.GetOrAdd(endpoint, static _ => new LightCallPool<TArguments, TResult>());

    protected override Invocation Create(IInvocationHost host, Link link, FrameHeader header) =>
        new CallInvocation<TArguments, TResult>(endpoint, host, link, header);
}
