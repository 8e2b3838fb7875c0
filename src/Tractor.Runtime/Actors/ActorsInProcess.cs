namespace Tractor.Actors;

/// <summary>The actors that live in this process: one as a rule, several where they are spawned in-process.</summary>
internal static class ActorsInProcess
{
    private static readonly Lock Gate = new();
    private static readonly List<Actor> Live = [];

    public static void Add(Actor actor)
    {
        lock (Gate)
        {
            Live.Add(actor);
        }
    }

    public static void Remove(Actor actor)
    {
        lock (Gate)
        {
            Live.Remove(actor);
        }
    }

    public static bool HasOne
    {
        get
        {
            lock (Gate)
            {
                return Live.Count == 1;
            }
        }
    }

    /// <summary>The actor of the calling flow, or outside any flow the process's only one; null when there is none.</summary>
    /// <exception cref="NoActorException">Outside any flow, several actors live in the process.</exception>
    public static Actor? Find(string operation)
    {
        if (ActorFlow.Current is { } flow)
        {
            return flow.Actor;
        }

        lock (Gate)
        {
            return Live.Count switch
            {
                0 => null,
                1 => Live[0],
                _ => throw new NoActorException(operation, [.. Live.Select(actor => actor.Id)]),
            };
        }
    }

    public static Actor Get(string operation) => Find(operation) ?? throw new NoActorException(operation);
}
