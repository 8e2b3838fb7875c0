namespace Tractor.Actors;

/// <summary>Which transport an actor has: the one that was asked for, else the one that it inherits, as far as its parent can be reached by it.</summary>
internal static class TransportRule
{
    /// <exception cref="ArgumentException">Memory was asked for between processes.</exception>
    public static ActorTransport ForRoot(ActorRuntimeOptions options) =>
        Checked(options.Transport, options.Spawning, $"the children of root '{options.Name}'")
        ?? (options.Spawning == ActorSpawning.InProcess ? ActorTransport.InMemory : ActorTransport.UnixSocket);

    /// <exception cref="ArgumentException">Memory was asked for between processes.</exception>
    public static ActorTransport ForChild(string name, ActorOptions options, ActorSetup parent)
    {
        ActorSpawning spawning = options.Spawning ?? parent.Spawning;
        return Checked(options.Transport, spawning, $"actor '{name}'")
            ?? (CanCarry(parent.Transport, spawning) ? parent.Transport : ActorTransport.UnixSocket);
    }

    private static ActorTransport? Checked(ActorTransport? asked, ActorSpawning spawning, string who) =>
        asked is null || CanCarry(asked, spawning)
            ? asked
            : throw new ArgumentException($"Processes cannot be connected by {nameof(ActorTransport)}.{nameof(ActorTransport.InMemory)}, as was asked for {who}. Use {nameof(ActorTransport.UnixSocket)} or {nameof(ActorTransport.Tcp)}, or {nameof(ActorSpawning)}.{nameof(ActorSpawning.InProcess)}.");

    private static bool CanCarry(ActorTransport transport, ActorSpawning spawning) =>
        transport != ActorTransport.InMemory || spawning == ActorSpawning.InProcess;
}
