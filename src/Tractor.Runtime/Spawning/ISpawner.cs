namespace Tractor.Spawning;

/// <summary>Brings children to life.</summary>
internal interface ISpawner
{
    /// <summary>Whether a child is started with its connection; else it connects back, by a token.</summary>
    bool Connects(ActorTransport transport);

    /// <summary>Starts a child.</summary>
    /// <param name="spec">Who it is; without a token where it is started with its connection.</param>
    /// <param name="options">How.</param>
    ISpawned Spawn(ChildSpec spec, ActorOptions options);
}
