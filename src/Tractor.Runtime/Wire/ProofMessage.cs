using MemoryPack;

namespace Tractor.Wire;

/// <summary>The body of <see cref="FrameKind.Proof"/>.</summary>
/// <param name="Proof">That the connector has the key.</param>
[MemoryPackable]
internal sealed partial record ProofMessage(byte[] Proof);
