using Tractor.CompilerServices;
using Tractor.Links;
using Tractor.Wire;

namespace Tractor.Dispatch;

/// <summary>Starts invocations of one endpoint.</summary>
internal abstract class EndpointInvoker
{
    public abstract EndpointDescriptor Descriptor { get; }

    /// <summary>Takes a Start frame: has the endpoint run. Runs on the reading thread.</summary>
    public virtual void Start(IInvocationHost host, Link link, FrameHeader header, Payload arguments)
    {
        Invocation invocation = Create(host, link, header);
        invocation.ArgumentBytes = arguments.Length;
        if (!link.Dialogs.TryAccept(invocation))
        {
            invocation.Discard();
            throw new ProtocolException($"dialog id {header.Dialog} is in use", link.Peer);
        }

        invocation.Start(arguments);
    }

    /// <summary>Makes the invocation for a Start frame; its arguments are not read yet.</summary>
    protected abstract Invocation Create(IInvocationHost host, Link link, FrameHeader header);
}
