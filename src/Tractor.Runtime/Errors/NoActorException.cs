using Tractor.Errors;

namespace Tractor;

/// <summary>Something that needs to know in which actor it runs was called where that cannot be told.</summary>
public sealed class NoActorException : TractorException
{
    internal NoActorException(string operation, IReadOnlyList<ActorId>? actorsInProcess = null)
        : base(Compose(operation, actorsInProcess ?? []))
    {
        Operation = operation;
        ActorsInProcess = actorsInProcess ?? [];
    }

    /// <summary>What was called.</summary>
    public string Operation { get; }

    /// <summary>The actors of this process: none, or several of which none is the obvious one.</summary>
    public IReadOnlyList<ActorId> ActorsInProcess { get; }

    internal override void Describe(ErrorFacts facts)
    {
        facts.Add(nameof(Operation), Operation);
        facts.AddList(nameof(ActorsInProcess), ActorsInProcess);
    }

    private static string Compose(string operation, IReadOnlyList<ActorId> actors)
    {
        string why = actors.Count == 0
            ? "no actor runs in this process"
            : $"this flow belongs to none of the actors of this process ({string.Join(", ", actors)})";
        return $"{operation} needs an actor, but {why}. Call it inside ActorNursery.RunAsync or ActorRuntime.RunAsync, in an endpoint, or in code that these await or start; a thread or timer made elsewhere does not know its actor.";
    }
}
