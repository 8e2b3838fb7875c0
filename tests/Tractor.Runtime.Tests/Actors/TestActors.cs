using Tractor.Actors;

namespace Tractor.Runtime.Tests.Actors;

/// <summary>Roots without a nursery, for tests of what is below it.</summary>
internal static class TestActors
{
    public static Actor Create(ActorTransport? transport = null, ActorLimits? limits = null)
    {
        ActorId id = new("target", Guid.NewGuid(), Environment.ProcessId);
        return new Actor(
            new ActorSetup { Id = id, Root = id, TreeSecret = Credentials.Create(), Transport = transport ?? ActorTransport.InMemory, Endpoints = TreeEndpoints.Endpoints, Spawning = ActorSpawning.InProcess, Limits = limits ?? new ActorLimits() },
            parentScope: null);
    }
}
