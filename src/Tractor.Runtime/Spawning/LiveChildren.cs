namespace Tractor.Spawning;

/// <summary>The children of this process that have not ended, for the moment when everything has to go at once.</summary>
internal static class LiveChildren
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<ISpawned> Live = [];

    public static void Add(ISpawned child)
    {
        lock (Gate)
        {
            Live.Add(child);
        }
    }

    public static void Remove(ISpawned child)
    {
        lock (Gate)
        {
            Live.Remove(child);
        }
    }

    public static void KillAll()
    {
        lock (Gate)
        {
            foreach (ISpawned child in Live)
            {
                child.Kill();
                child.RemoveSockets();
            }
        }
    }
}
