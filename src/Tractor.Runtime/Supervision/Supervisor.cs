using System.Runtime.CompilerServices;
using Tractor.Actors;
using Tractor.AsyncMethods;
using Tractor.Logging;
using Tractor.Platform;
using Tractor.Scopes;
using Tractor.Spawning;

namespace Tractor.Supervision;

/// <summary>The children of one nursery: starts them, ends them with their nursery, and tells it of one that is lost.</summary>
internal sealed class Supervisor
{
    private readonly Actor _actor;
    private readonly Scope _scope;
    private readonly ChildStarter _starter;
    private readonly TeardownLadder _ladder;
    private readonly Lock _gate = new();
    private readonly Dictionary<ActorId, ChildActor> _children = [];

    public Supervisor(Actor actor, Scope scope)
    {
        _actor = actor;
        _scope = scope;
        _starter = new ChildStarter(actor);
        _ladder = new TeardownLadder(actor);
        scope.OnCancel(EndAll);
    }

    public IReadOnlyCollection<ActorId> Children
    {
        get
        {
            lock (_gate)
            {
                return [.. _children.Keys];
            }
        }
    }

    /// <summary>Starts a child and watches it until it is gone; the nursery does not end before.</summary>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public async Task<ChildActor> StartAsync(string operation, string name, EndpointTable endpoints, ActorOptions options, CancellationToken cancellationToken)
    {
        _scope.ThrowIfEnded(operation);
        _scope.ThrowIfCancelled();
        WorkHold hold = _scope.Hold(operation);
        try
        {
            using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(_scope.Token, cancellationToken);
            ChildActor child = await StartAsync(name, endpoints, options, linked, cancellationToken).Uncaptured();
            _ = WatchAsync(child, hold);
            EndIfCancelled(child);
            return child;
        }
        catch
        {
            hold.Dispose();
            throw;
        }
    }

    /// <summary>Ends one child that has done its work.</summary>
    public Task EndAsync(ChildActor child, CancelReason reason, string detail) =>
        _ladder.EndAsync(child, new Cancellation(_actor.Id, reason, [_actor.Id], detail) { OriginTask = _scope.TaskName });

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    private async Task<ChildActor> StartAsync(
        string name, EndpointTable endpoints, ActorOptions options, CancellationTokenSource linked, CancellationToken cancellationToken)
    {
        try
        {
            return await _starter.StartAsync(name, endpoints, options, linked.Token).Uncaptured();
        }
        catch (OperationCanceledException) when (linked.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw _scope.Cancelled();
        }
    }

    // Owned by the scope through the hold.
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private async Task WatchAsync(ChildActor child, WorkHold hold)
    {
        using (hold)
        {
            lock (_gate)
            {
                _children.Add(child.Id, child);
            }

            SupervisionLog.Ready(_actor.Logger, child.Id);
            await child.EndReceivingAsync().Uncaptured();
            Exception loss = await child.Link.Lost.Uncaptured();
            ProcessExit exit = await child.Process.Exited.Uncaptured();
            ReportLoss(child, loss);
            await EndOrphansAsync(child, exit).Uncaptured();
            await child.Link.DisposeAsync().Uncaptured();
            LiveChildren.Remove(child.Process);
            child.Process.Dispose();
            lock (_gate)
            {
                _children.Remove(child.Id);
            }
        }
    }

    // A child that ended in order has ended what was below it; any other has left it to its lifelines.
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private async Task EndOrphansAsync(ChildActor child, ProcessExit exit)
    {
        bool endedInOrder = exit.ExitCode == 0 && child.Link.PeerEnding is not null;
        if (!endedInOrder && OperatingSystem.IsLinux())
        {
            await Orphans.EndAsync(child.Id.Uuid, child.Limits.OrphanGrace + child.Limits.KillTimeout, _actor.Time).Uncaptured();
        }
    }

    // A child that somebody else had asked to end, in order, is no failure of its nursery (CAN-21). One that crashes while it
    // ends is, whoever asked.
    private void ReportLoss(ChildActor child, Exception loss)
    {
        bool inOrder = loss is ContextCancelledException || (loss is PeerLostException && child.Link.PeerEnding is not null);
        if (inOrder)
        {
            SupervisionLog.Ended(_actor.Logger, child.Id);
            return;
        }

        SupervisionLog.Lost(_actor.Logger, child.Id, loss.Message);
        _scope.Report(loss);
    }

    private void EndIfCancelled(ChildActor child)
    {
        if (_scope.Cause is { } cause)
        {
            End(child, cause);
        }
    }

    private void EndAll(Cancellation cause)
    {
        ChildActor[] children;
        ActorId[] ids;
        lock (_gate)
        {
            (children, ids) = ([.. _children.Values], [.. _children.Keys]);
        }

        if (ids.Length > 0)
        {
            SupervisionLog.WaitsFor(_actor.Logger, cause, ids);
        }

        foreach (ChildActor child in children)
        {
            End(child, cause);
        }
    }

    // Owned by the scope: the child's hold lasts as long as its process, and with that ends the ladder.
    private void End(ChildActor child, Cancellation cause) => _ = _ladder.EndAsync(child, cause.PassedOnBy(_actor.Id));
}
