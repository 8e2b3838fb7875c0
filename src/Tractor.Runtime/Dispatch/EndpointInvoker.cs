using Tractor.CompilerServices;
using Tractor.Links;
using Tractor.Wire;

namespace Tractor.Dispatch;

/// <summary>Starts invocations of one endpoint.</summary>
internal abstract class EndpointInvoker
{
    public abstract EndpointDescriptor Descriptor { get; }

    /// <summary>Makes the invocation for a Start frame; its arguments are not read yet.</summary>
    public abstract Invocation Create(IInvocationHost host, Link link, FrameHeader header);
}
