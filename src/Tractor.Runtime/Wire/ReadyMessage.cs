using MemoryPack;

namespace Tractor.Wire;

/// <summary>The body of <see cref="FrameKind.Ready"/>.</summary>
/// <param name="Pid">The process that the actor lives in.</param>
[MemoryPackable]
internal sealed partial record ReadyMessage(int Pid);
