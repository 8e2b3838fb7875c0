namespace Tractor.Actors;

/// <summary>Something that does not speak the protocol connected; it gets no answer.</summary>
#pragma warning disable CA1064 // Never leaves the handshake.
internal sealed class ForeignPeerException() : Exception("it does not speak Tractor's protocol");
#pragma warning restore CA1064
