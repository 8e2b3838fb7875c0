using MemoryPack;
using Tractor.Errors;

namespace Tractor.Wire;

/// <summary>The body of <see cref="FrameKind.Hello"/> behind the protocol's mark and version.</summary>
/// <param name="Id">Who connects.</param>
/// <param name="IsChild">Whether it is the link of a new child to its parent; then the credential is its one-time token.</param>
/// <param name="Credential">The one-time token, or the secret of the tree.</param>
[MemoryPackable]
internal sealed partial record HelloMessage([property: GuardedActor] ActorId Id, bool IsChild, Guid[] Credential);
