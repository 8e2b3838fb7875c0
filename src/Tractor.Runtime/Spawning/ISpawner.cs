namespace Tractor.Spawning;

/// <summary>Brings children to life.</summary>
internal interface ISpawner
{
    /// <summary>Starts a child, which connects back on its own.</summary>
    ISpawned Spawn(ChildSpec spec, ActorOptions options);
}
