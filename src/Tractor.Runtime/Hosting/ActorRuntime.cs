using Tractor.Actors;
using Tractor.Hosting;

namespace Tractor;

/// <summary>The root of a tree without a nursery: for programs that serve, or that open nurseries as they go.</summary>
public sealed class ActorRuntime
{
    private readonly Actor _actor;

    private ActorRuntime(Actor actor) => _actor = actor;

    /// <summary>The root's identity.</summary>
    public ActorId Id => _actor.Id;

    /// <summary>Where the root listens; the first use opens the listener.</summary>
    /// <exception cref="TransportException">It cannot listen.</exception>
    public ActorAddress Address => _actor.Listener.Address;

    /// <summary>Fires when the root is to end: by a signal, a request, or the token given to <see cref="RunAsync"/>.</summary>
    public CancellationToken CancellationToken => _actor.Scope.Token;

    /// <summary>Starts a root, runs <paramref name="body"/> in it, and ends it with the body.</summary>
    /// <param name="body">What the root does.</param>
    /// <param name="options">How it is started; the defaults if null.</param>
    /// <param name="cancellationToken">Ends the root.</param>
    /// <exception cref="RootActorException">The calling flow is an actor's already (RUN-02), or this process should have become a child.</exception>
    /// <exception cref="OperationCanceledException">The token fired, or Ctrl-C or SIGTERM ended the tree.</exception>
    public static Task RunAsync(Func<ActorRuntime, Task> body, ActorRuntimeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        return RootActor.RunNewAsync(actor => body(new ActorRuntime(actor)), options ?? new ActorRuntimeOptions(), cancellationToken);
    }

    /// <summary>Starts a root that serves until it is told to end.</summary>
    /// <param name="options">How it is started, with the endpoints that it serves.</param>
    /// <param name="cancellationToken">Ends the root.</param>
    /// <exception cref="RootActorException">See <see cref="RunAsync"/>.</exception>
    /// <exception cref="OperationCanceledException">It was told to end: by the token, Ctrl-C, SIGTERM or another actor.</exception>
    public static Task RunDaemonAsync(ActorRuntimeOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return RunAsync(static runtime => Task.Delay(Timeout.InfiniteTimeSpan, runtime._actor.Time, runtime.CancellationToken), options, cancellationToken);
    }
}
