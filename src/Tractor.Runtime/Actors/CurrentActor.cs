using System.Runtime.CompilerServices;
using Tractor.Actors;
using Tractor.AsyncMethods;
using Tractor.Scopes;

namespace Tractor;

/// <summary>
/// The actor that the calling code runs in: that of its async flow, or outside any flow the process's only one.
/// </summary>
public static class CurrentActor
{
    /// <summary>Who it is.</summary>
    /// <exception cref="NoActorException">There is none, or several and the code runs in no actor's flow (RUN-04).</exception>
    public static ActorId Id => ActorsInProcess.Get(nameof(Id)).Id;

    /// <summary>Its name.</summary>
    /// <exception cref="NoActorException">See <see cref="Id"/>.</exception>
    public static string Name => ActorsInProcess.Get(nameof(Name)).Id.Name;

    /// <summary>The root of its tree (RUN-08).</summary>
    /// <exception cref="NoActorException">See <see cref="Id"/>.</exception>
    public static ActorId Root => ActorsInProcess.Get(nameof(Root)).Setup.Root;

    /// <summary>Whether it is the root of its tree.</summary>
    /// <exception cref="NoActorException">See <see cref="Id"/>.</exception>
    public static bool IsRoot => ActorsInProcess.Get(nameof(IsRoot)).IsRoot;

    /// <summary>Whether it is in debug mode: its own, or inherited (RUN-08).</summary>
    /// <exception cref="NoActorException">See <see cref="Id"/>.</exception>
    public static bool DebugMode => ActorsInProcess.Get(nameof(DebugMode)).Setup.DebugMode;

    /// <summary>Whether there is one: whether the other members can be used here.</summary>
    public static bool Exists => ActorFlow.Current is not null || ActorsInProcess.HasOne;

    /// <summary>The dialog that the calling endpoint serves; null outside of an endpoint with a context (RUN-22).</summary>
    public static EndpointContext? Context => ActorFlow.Current?.Context;

    /// <summary>The handle of the dialog whose body, in the delegate form, the calling code runs in; null elsewhere (CTX-35).</summary>
    public static object? Dialog => ActorFlow.Current?.Handle;

    /// <summary>Where it listens; a payload like any other. The first use opens the listener.</summary>
    /// <exception cref="NoActorException">See <see cref="Id"/>.</exception>
    /// <exception cref="TransportException">It cannot listen.</exception>
    public static ActorAddress Address =>
        ActorsInProcess.Get(nameof(Address)).Listener.Address;

    /// <summary>Where it listens over a transport that need not be its own; the first use of each opens a listener.</summary>
    /// <param name="transport">The transport.</param>
    /// <exception cref="NoActorException">See <see cref="Id"/>.</exception>
    /// <exception cref="TransportException">It cannot listen.</exception>
    public static ActorAddress AddressOver(ActorTransport transport)
    {
        ArgumentNullException.ThrowIfNull(transport);
        return ActorsInProcess.Get(nameof(AddressOver)).Listener.AddressOver(transport);
    }

    /// <summary>
    /// A portal to the actor that started this one; null for a root. It belongs to the nursery of the calling task, else
    /// to the actor itself.
    /// </summary>
    /// <exception cref="NoActorException">See <see cref="Id"/>.</exception>
    public static Portal? Parent
    {
        get
        {
            Actor actor = ActorsInProcess.Get(nameof(Parent));
            return actor.Parent?.PortalFor(Scope.Current ?? actor.Scope);
        }
    }

    /// <summary>
    /// Connects to an actor of the same tree. The portal belongs to the nursery of the calling task, else to the actor
    /// itself. An address that is connected already shares its connection.
    /// </summary>
    /// <param name="address">Where it listens.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="NoActorException">See <see cref="Id"/>.</exception>
    /// <exception cref="TransportException">Nobody listens there, it belongs to another tree, or it did not answer in time.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public static async Task<Portal> ConnectAsync(ActorAddress address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        Actor actor = ActorsInProcess.Get(nameof(ConnectAsync));
        Scope owner = Scope.Current ?? actor.Scope;
        Peer peer = await actor.ConnectAsync(address, cancellationToken).Uncaptured();
        return peer.PortalFor(owner);
    }

    /// <summary>Asks for the actor's end, from any thread, without waiting for it (RUN-18).</summary>
    /// <exception cref="NoActorException">See <see cref="Id"/>.</exception>
    public static void RequestCancel()
    {
        Actor actor = ActorsInProcess.Get(nameof(RequestCancel));
        actor.RequestEnd(new Cancellation(actor.Id, CancelReason.Explicit, [actor.Id], "it cancelled itself") { OriginTask = Scope.Current?.TaskName });
    }

    /// <summary>
    /// Keeps everybody in this actor's nurseries, the actor itself and all above it from being ended by force, until what
    /// is returned is disposed: for whoever stops in a debugger (CAN-11). Who is to end is asked to, as ever; SIGTERM and
    /// SIGKILL wait, and their limits begin anew when nobody holds any more. Holds are counted. One ends with its actor,
    /// whatever becomes of that, and none outlasts the death of a parent or a second Ctrl-C.
    /// </summary>
    /// <returns>Ends the hold; disposing it again does nothing.</returns>
    /// <exception cref="NoActorException">See <see cref="Id"/>.</exception>
    public static IDisposable HoldForDebugging()
    {
        Actor actor = ActorsInProcess.Get(nameof(HoldForDebugging));
        DebugHold hold = actor.Debugging.Open(actor.Id);
        hold.Set(true);
        return hold;
    }

    /// <summary>
    /// Has the actor dispose <paramref name="resource"/> when it ends, however it ends; last added, first disposed
    /// (RUN-07).
    /// </summary>
    /// <param name="resource">What to dispose.</param>
    /// <exception cref="NoActorException">See <see cref="Id"/>.</exception>
    /// <exception cref="InvalidOperationException">The actor has ended.</exception>
    public static void OnExit(IAsyncDisposable resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ActorsInProcess.Get(nameof(OnExit)).ExitStack.Push(resource);
    }
}
