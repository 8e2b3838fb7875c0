using MemoryPack;

namespace Tractor.Errors;

/// <summary>An actor's id that is read with its lengths checked.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class GuardedActorAttribute : MemoryPackCustomFormatterAttribute<GuardedActorFormatter, ActorId?>
{
    public override GuardedActorFormatter GetFormatter() => GuardedActorFormatter.Default;
}
