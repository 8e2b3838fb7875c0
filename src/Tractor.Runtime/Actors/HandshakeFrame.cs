using Tractor.Wire;

namespace Tractor.Actors;

/// <summary>One frame of a handshake.</summary>
internal sealed record HandshakeFrame(FrameKind Kind, byte[] Payload);
