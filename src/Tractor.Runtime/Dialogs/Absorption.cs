namespace Tractor.Dialogs;

/// <summary>
/// Whether a dialog's end by cancellation is what its opener asked for itself, and so no error (CTX-22). It needs
/// all three: the opener's cancel of this very dialog, the direct peer as the source, and the opener as canceller.
/// </summary>
internal static class Absorption
{
    public static bool IsOwn(bool cancelCalled, bool fromDirectPeer, ActorId canceller, ActorId self) =>
        cancelCalled && fromDirectPeer && canceller == self;
}
