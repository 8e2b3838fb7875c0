using MemoryPack;

namespace Tractor.Errors;

/// <summary>Actors' ids that are read with their lengths checked.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class GuardedActorsAttribute : MemoryPackCustomFormatterAttribute<GuardedArrayFormatter<ActorId>, ActorId?[]?>
{
    private static readonly GuardedArrayFormatter<ActorId> Shared = new(GuardedActorFormatter.Default);

    public override GuardedArrayFormatter<ActorId> GetFormatter() => Shared;
}
