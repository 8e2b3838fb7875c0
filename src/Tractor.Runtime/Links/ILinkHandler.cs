using Tractor.Wire;

namespace Tractor.Links;

/// <summary>What an actor does about the frames that belong to no dialog yet. Called on the reading thread.</summary>
internal interface ILinkHandler
{
    /// <summary>A peer wants to open a dialog.</summary>
    void OnStart(Link link, FrameHeader header, Payload payload);

    /// <summary>A peer wants this actor to end.</summary>
    void OnCancelActor(Link link, ulong request, EndMessage message);

    /// <summary>A peer tells that it ends in order.</summary>
    void OnEnding(Link link, Cancellation cancellation);
}
