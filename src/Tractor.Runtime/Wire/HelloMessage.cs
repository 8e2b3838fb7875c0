using MemoryPack;
using Tractor.Errors;

namespace Tractor.Wire;

/// <summary>The body of <see cref="FrameKind.Hello"/> behind the protocol's mark and version.</summary>
/// <param name="Id">Who connects.</param>
/// <param name="IsChild">Whether it is the link of a new child to its parent; then the key is its one-time token, else the secret of the tree.</param>
/// <param name="Credential">The key itself, where only processes of this user can read it; else null.</param>
/// <param name="Nonce">32 random bytes where the key is not shown but proven; else null.</param>
[MemoryPackable]
internal sealed partial record HelloMessage([property: GuardedActor] ActorId Id, bool IsChild, Guid[]? Credential, Guid[]? Nonce = null);
