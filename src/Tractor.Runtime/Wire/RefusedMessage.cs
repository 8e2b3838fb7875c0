using MemoryPack;
using Tractor.Errors;

namespace Tractor.Wire;

/// <summary>The body of <see cref="FrameKind.Refused"/>.</summary>
/// <param name="Reason">Why, in words for who connected.</param>
[MemoryPackable]
internal sealed partial record RefusedMessage([property: GuardedString] string Reason);
