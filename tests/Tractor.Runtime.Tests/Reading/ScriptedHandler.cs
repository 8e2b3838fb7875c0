using Tractor.Links;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Reading;

/// <summary>Does what the test says about each dialog that is opened.</summary>
internal sealed class ScriptedHandler(Action<Link, FrameHeader, byte[]>? onStart = null) : ILinkHandler
{
    public void OnStart(Link link, FrameHeader header, Payload payload) => onStart?.Invoke(link, header, payload.ToArray());

    public void OnCancelActor(Link link, ulong request, EndMessage message)
    {
    }

    public void OnEnding(Link link, Cancellation cancellation)
    {
    }
}
