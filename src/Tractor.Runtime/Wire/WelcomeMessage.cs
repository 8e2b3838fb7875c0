using MemoryPack;
using Tractor.Errors;

namespace Tractor.Wire;

/// <summary>The body of <see cref="FrameKind.Welcome"/>.</summary>
/// <param name="Id">Who was reached.</param>
/// <param name="Boot">What a new child needs; null for other peers.</param>
[MemoryPackable]
internal sealed partial record WelcomeMessage([property: GuardedActor] ActorId Id, BootMessage? Boot);
