using System.Runtime.CompilerServices;
using Tractor.Actors;
using Tractor.AsyncMethods;
using Tractor.Hosting;
using Tractor.Scopes;
using Tractor.Spawning;
using Tractor.Supervision;

namespace Tractor;

/// <summary>
/// Starts child processes ("actors") and local tasks, and ends with all of them: when <c>RunAsync</c> returns, everything
/// that was started in it, at any depth, has ended. The first failure, of the body, a local task or a child, cancels the
/// rest at once. Members are thread-safe.
/// </summary>
public sealed class ActorNursery
{
    private readonly Scope _scope;
    private readonly Supervisor _supervisor;

    private ActorNursery(Actor actor, Scope scope)
    {
        _scope = scope;
        _supervisor = new Supervisor(actor, scope);
    }

    /// <summary>Fires when the nursery is cancelled: by a failure, by <see cref="CancelAsync"/>, or from around it.</summary>
    public CancellationToken CancellationToken => _scope.Token;

    /// <summary>Whether the nursery has been cancelled.</summary>
    public bool CancelCalled => _scope.IsCancelRequested;

    /// <summary>Who cancelled it and why; null as long as nobody did.</summary>
    public Cancellation? Cancellation => _scope.Cause;

    /// <summary>The children that live now, by identity (SPN-13).</summary>
    public IReadOnlyCollection<ActorId> Children => _supervisor.Children;

    /// <summary>
    /// Opens a nursery, runs <paramref name="body"/>, and returns when everything started in it has ended. Boots the root
    /// actor when none runs in the calling flow (RUN-01). Children started with
    /// <see cref="StartActorAsync"/> live until they are cancelled: a body that ends normally waits for them (SPN-19).
    /// </summary>
    /// <param name="body">Starts things.</param>
    /// <param name="options">How the root is started, if it is; the defaults if null.</param>
    /// <param name="cancellationToken">Cancels the nursery.</param>
    /// <exception cref="Exception">What failed first, as it was thrown, when it is the only failure (NUR-01).</exception>
    /// <exception cref="AggregateException">Several things failed; it holds each failure once, and no cancellation.</exception>
    /// <exception cref="OperationCanceledException">The nursery was cancelled from around it, and nothing failed.</exception>
    public static Task RunAsync(Func<ActorNursery, Task> body, ActorRuntimeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        return RootActor.RunAsync(actor => RunInAsync(actor, body, cancellationToken), options, cancellationToken);
    }

    /// <summary>As the other one, for a body with a value.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <inheritdoc cref="RunAsync(Func{ActorNursery, Task}, ActorRuntimeOptions?, CancellationToken)"/>
    /// <returns>The body's value.</returns>
    public static async Task<T> RunAsync<T>(Func<ActorNursery, Task<T>> body, ActorRuntimeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        T? value = default;
        await RunAsync(async nursery => { value = await body(nursery).Uncaptured(); }, options, cancellationToken).Uncaptured();
        return value!;
    }

    /// <summary>
    /// Starts an actor that serves <paramref name="endpoints"/> until it is cancelled. Returns when it is ready (SPN-01).
    /// </summary>
    /// <param name="name">Its name; several may share one (SPN-11). 1 to 200 characters.</param>
    /// <param name="endpoints">What it serves; anything else is refused there (RPC-02).</param>
    /// <param name="options">Its surroundings and limits; inherited if null.</param>
    /// <param name="cancellationToken">Gives the start up; the half-born process is ended (SPN-14).</param>
    /// <returns>The portal to it, which the nursery owns.</returns>
    /// <exception cref="ActorStartException">It died or failed while it started, or was not ready within <see cref="ActorLimits.StartTimeout"/>.</exception>
    /// <exception cref="OperationCanceledException">The nursery is cancelled, or the token fired.</exception>
    /// <exception cref="NurseryClosedException">The nursery has ended.</exception>
    /// <exception cref="PlatformNotSupportedException">Processes are not supported on this system.</exception>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public async Task<Portal> StartActorAsync(string name, EndpointTable endpoints, ActorOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ChildActor child = await _supervisor.StartAsync(
            $"StartActorAsync(\"{name}\")", name, endpoints, options ?? new ActorOptions(), cancellationToken).Uncaptured();
        return child.Peer!.PortalFor(_scope);
    }

    /// <summary>
    /// Makes one call in a process of its own, which is ended when the call is done. Returns at once; a failure fails the
    /// nursery whether or not the task is awaited (NUR-15). An error that the call's dialogs left unobserved is one, too:
    /// both the nursery and the task end with it, together with what else failed.
    /// </summary>
    /// <typeparam name="T">The result's type.</typeparam>
    /// <param name="name">The actor's name. 1 to 200 characters.</param>
    /// <param name="endpoints">What it serves.</param>
    /// <param name="call">The call: <c>portal => portal.SquareAsync(3)</c>.</param>
    /// <param name="options">Its surroundings and limits; inherited if null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The result; the task can be awaited again and again, also when the nursery has ended (SPN-04).</returns>
    /// <exception cref="OperationCanceledException">The nursery is cancelled.</exception>
    /// <exception cref="NurseryClosedException">The nursery has ended.</exception>
    public Task<T> RunInActorAsync<T>(
        string name, EndpointTable endpoints, Func<Portal, Task<T>> call, ActorOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(call);
        OneShot<T> shot = new(_supervisor, _scope, name, endpoints, options ?? new ActorOptions());
        _scope.Run(_ => shot.RunAsync(call, cancellationToken));
        return shot.Result;
    }

    /// <inheritdoc cref="RunInActorAsync{T}"/>
    public Task RunInActorAsync(
        string name, EndpointTable endpoints, Func<Portal, Task> call, ActorOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        return RunInActorAsync(name, endpoints, async portal => { await call(portal).Uncaptured(); return default(Nothing); }, options, cancellationToken);
    }

    /// <summary>Runs a local task, supervised like a child: its failure cancels the nursery, which waits for its end.</summary>
    /// <param name="task">The task; its token is the nursery's.</param>
    /// <exception cref="OperationCanceledException">The nursery is cancelled.</exception>
    /// <exception cref="NurseryClosedException">The nursery has ended.</exception>
    public void Run(Func<CancellationToken, Task> task) => _scope.Run(task);

    /// <summary>
    /// Cancels the nursery: its local tasks, and its children, each by the ladder of its <see cref="ActorLimits"/>.
    /// Returns when the request was made; <c>RunAsync</c> returns when everything has ended, without an error if
    /// nothing failed (NUR-10).
    /// </summary>
    public Task CancelAsync()
    {
        _scope.Cancel(CancelReason.Explicit, "the nursery was cancelled");
        return Task.CompletedTask;
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private static async Task RunInAsync(Actor actor, Func<ActorNursery, Task> body, CancellationToken cancellationToken)
    {
        Scope scope = new(Scope.Current ?? actor.Scope, actor.Id, actor.Time, shield: false, CancellationRule.IsCancellation);
        scope.LinkTo(cancellationToken);
        ActorNursery nursery = new(actor, scope);
        await ScopeRunner.RunAsync(scope, () => body(nursery), scope.Report).Uncaptured();
        scope.ThrowIfFailed();
    }
}
