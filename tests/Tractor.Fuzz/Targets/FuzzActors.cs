using System.Reflection;
using Tractor.Actors;
using Tractor.Fuzz.Engine;
using Tractor.Fuzz.Served;

namespace Tractor.Fuzz.Targets;

/// <summary>Actors to be tried, and what they may leave behind.</summary>
internal static class FuzzActors
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    // Small, so that inputs reach the limits.
    private static readonly ActorLimits Limits = new()
    {
        MaxMessageBytes = 64 << 10,
        MaxQueuedBytes = 4096,
        MaxDialogsPerPeer = 8,
        MaxPendingHandshakes = 4,
        StreamWindow = 4,
        MaxStreamWindow = 16,
        StreamWindowBytes = 8192,
        HandshakeTimeout = TimeSpan.FromSeconds(10),
        DialogCancelTimeout = TimeSpan.FromMilliseconds(20),
        CancelTimeout = TimeSpan.FromMilliseconds(50),
    };

    public static Actor Create(string name) => Create(name, ActorTransport.InMemory, Credentials.Create());

    public static Actor Create(string name, ActorTransport transport, Guid[] secret)
    {
        ActorId id = new(name, Guid.NewGuid(), Environment.ProcessId);
        return new Actor(
            new ActorSetup
            {
                Id = id,
                Root = id,
                TreeSecret = secret,
                Transport = transport,
                Endpoints = FuzzEndpoints.Endpoints,
                Spawning = ActorSpawning.InProcess,
                Limits = Limits,
            },
            parentScope: null);
    }

    /// <summary>Whatever the others do, a peer that keeps to the rules gets its answer, unless the actor was told to end.</summary>
    public static async Task CheckServesAsync(Actor actor)
    {
        Actor friend = Create("friend");
        await using (RawLink link = new(actor, friend))
        {
            await CheckAnswersAsync(actor, () => Task.FromResult(link.Portal));
        }

        await EndAsync(friend);
    }

    /// <summary>As <see cref="CheckServesAsync"/>, for a peer that comes the way that all do.</summary>
    public static async Task CheckServesAtAddressAsync(Actor actor)
    {
        Actor friend = Create("friend", actor.Setup.Transport, actor.Setup.TreeSecret);
        await CheckAnswersAsync(actor, async () => (await friend.ConnectAsync(actor.Listener.Address, CancellationToken.None)).PortalFor(friend.Scope));
        await EndAsync(friend);
    }

    private static async Task CheckAnswersAsync(Actor actor, Func<Task<Portal>> connect)
    {
        try
        {
            Portal portal = await connect().WaitAsync(Bound);
            int square = await portal.SquareAsync(7).WaitAsync(Bound);
            FuzzFailureException.ThrowIf(square != 49, $"the square of 7 was {square}");
        }
        catch (Exception error) when (error is TractorException or OperationCanceledException && actor.IsEnding)
        {
            // Any peer of the tree may end an actor.
        }
    }

    public static async Task EndAsync(Actor actor)
    {
        await actor.DisposeAsync().AsTask().WaitAsync(Bound);
        FuzzFailureException.ThrowIf(actor.Peers.Links.Any(link => !link.IsClosed), "a link is left");
    }

    /// <summary>Who is gone does not debug.</summary>
    public static void CheckNotHeld(Actor actor) => FuzzFailureException.ThrowIf(actor.Debugging.IsHeld, "a child that is gone holds the actor");

    /// <summary>Nothing of the actors is left in the process.</summary>
    public static void CheckNothingLeft()
    {
        List<Actor> live = (List<Actor>)typeof(ActorsInProcess).GetField("Live", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;
        FuzzFailureException.ThrowIf(live.Count > 0, $"{live.Count} actors are left");
    }
}
