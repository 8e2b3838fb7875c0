using MemoryPack;

namespace Tractor.Wire;

/// <summary>The body of <see cref="FrameKind.Challenge"/>.</summary>
/// <param name="Nonce">32 random bytes.</param>
/// <param name="Proof">That the listener has the key.</param>
[MemoryPackable]
internal sealed partial record ChallengeMessage(Guid[] Nonce, byte[] Proof);
