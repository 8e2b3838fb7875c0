namespace Tractor.Errors;

/// <summary>Mends actor ids that a peer sent: their names may be missing, endless or no text.</summary>
internal static class ErrorActors
{
    /// <summary>The first of a way, as many as travel, each a sound id.</summary>
    public static ActorId[] NormaliseWay(IReadOnlyList<ActorId?> way, ActorId fallback)
    {
        ActorId[] first = new ActorId[Math.Min(way.Count, ErrorLimits.CancellationPath)];
        for (int i = 0; i < first.Length; i++)
        {
            first[i] = Normalise(way[i], fallback);
        }

        return first;
    }

    /// <summary>A sound id: the given one, mended where needed, or the fallback where there is none.</summary>
    public static ActorId Normalise(ActorId? actor, ActorId fallback)
    {
        if (actor is null)
        {
            return fallback;
        }

        string name = new ErrorBudget(int.MaxValue).Take(actor.Name, ErrorLimits.Name);
        return name.Length == 0 ? actor with { Name = "unnamed" } : name == actor.Name ? actor : actor with { Name = name };
    }
}
