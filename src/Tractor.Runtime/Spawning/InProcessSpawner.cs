namespace Tractor.Spawning;

/// <summary>Runs children inside this process. They end when they are asked to; killing one only cuts its connection.</summary>
internal sealed class InProcessSpawner(TimeProvider time) : ISpawner
{
    public bool Connects(ActorTransport transport) => false;

    public ISpawned Spawn(ChildSpec spec, ActorOptions options) => SpawnedTask.Start(spec, time);
}
