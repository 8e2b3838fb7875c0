using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using Tractor.Actors;
using Tractor.AsyncMethods;
using Tractor.CompilerServices;
using Tractor.Errors;
using Tractor.Identity;
using Tractor.Links;
using Tractor.Platform;
using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.Spawning;

/// <summary>
/// Starts a child and returns when it is ready to serve (SPN-01). A child that dies, fails or does not get ready in
/// time fails the start, with its cause, and leaves nothing (SPN-14, SPN-15).
/// </summary>
internal sealed class ChildStarter(Actor actor)
{
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public async Task<ChildActor> StartAsync(string name, EndpointTable endpoints, ActorOptions options, CancellationToken cancellationToken)
    {
        ActorName.Validate(name);
        ActorLimits limits = options.Limits ?? actor.Limits;
        ActorTransport transport = TransportRule.ForChild(name, options, actor.Setup);
        ISpawner spawner = SpawnerFor(options.Spawning ?? actor.Setup.Spawning);
        PendingChild pending = new(spawner.Connects(transport) ? null : Credentials.Create(), new ActorId(name, Guid.NewGuid(), 0));
        BootMessage boot = BootOf(endpoints, options, limits);
        if (pending.Token is not null)
        {
            actor.Listener.Children.Add(pending);
        }

        ChildActor? child = null;
        try
        {
            ISpawned process = Spawn(spawner, pending, options, limits, transport);
            child = new ChildActor(pending.Id with { Pid = process.Pid }, process, limits, actor.Time);
            await BringUpAsync(pending, child, boot, cancellationToken).Uncaptured();
            return child;
        }
        catch
        {
            pending.Abandon();
            await DiscardAsync(child).Uncaptured();
            throw;
        }
        finally
        {
            _ = actor.Listener.Children.TryTake(pending);
        }
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private static async Task DiscardAsync(ChildActor? child)
    {
        if (child is null)
        {
            return;
        }

        ISpawned process = child.Process;
        process.Kill();
        await process.Exited.Uncaptured();
        if (child.Peer is { } peer)
        {
            await peer.Link.DisposeAsync().Uncaptured();
        }

        LiveChildren.Remove(process);
        process.Dispose();
    }

    private ISpawned Spawn(ISpawner spawner, PendingChild pending, ActorOptions options, ActorLimits limits, ActorTransport transport)
    {
        Guid[] above = Above();
        ChildSpec spec = new(actor.Listener.AddressOver(transport), pending.Token, pending.Id.Uuid, Environment.ProcessId, above, limits.StartTimeout, pending.Id.Name);
        ISpawned process = SpawnBy(spawner, spec, options);
        BootSteps.Reach(BootStep.Spawned);
        pending.SetPid(process.Pid);
        LiveChildren.Add(process);
        if (process.Connection is { } connection)
        {
            _ = pending.TryConnect(connection, proof: null);
        }

        return process;
    }

    // The process's line, and the actor where it is not the process's own. No query over them: it was 25 methods to compile.
    private Guid[] Above()
    {
        IReadOnlyList<Guid> lineage = ChildTakeover.Lineage;
        bool isKnown = false;
        Guid[] above = new Guid[lineage.Count + 1];
        for (int i = 0; i < lineage.Count; i++)
        {
            above[i] = lineage[i];
            isKnown |= lineage[i] == actor.Id.Uuid;
        }

        above[^1] = actor.Id.Uuid;
        return isKnown ? above[..^1] : above;
    }

    private static ISpawned SpawnBy(ISpawner spawner, ChildSpec spec, ActorOptions options)
    {
        try
        {
            return spawner.Spawn(spec, options);
        }
        catch (Exception error) when (error is Win32Exception or ArgumentException)
        {
            throw new ActorStartException(spec.Name, "its process could not be made", error);
        }
    }

    private ISpawner SpawnerFor(ActorSpawning spawning)
    {
        if (spawning == ActorSpawning.InProcess)
        {
            return new InProcessSpawner(actor.Time);
        }

        return OperatingSystem.IsLinux()
            ? new ProcessSpawner()
            : throw new PlatformNotSupportedException(
                "Starting actors as processes needs Linux (posix_spawn, pidfd, Unix sockets with credentials). On this system set Spawning to ActorSpawning.InProcess.");
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private async Task BringUpAsync(PendingChild pending, ChildActor child, BootMessage boot, CancellationToken cancellationToken)
    {
        // Who is debugged may have been stopped in its start-up.
        using CancellationTokenSource timeout = new(boot.DebugMode ? Timeout.InfiniteTimeSpan : child.Limits.StartTimeout, actor.Time);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        Task connecting = ConnectAsync(pending, child, boot, linked.Token);
        Task first = await Task.WhenAny(connecting, child.Process.Exited).Uncaptured();
        if (first != connecting && !await child.IsHeardOutAsync(connecting, pending.Connected.IsCompleted).Uncaptured())
        {
            await linked.CancelAsync().Uncaptured();
        }

        try
        {
            await connecting.Uncaptured();
        }
        catch (Exception error) when (error is OperationCanceledException or ConnectionClosedException or PeerLostException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw await ExplainAsync(child, timeout.IsCancellationRequested, error).Uncaptured();
        }
        catch (ProtocolException error)
        {
            throw new ActorStartException(child.Id.Name, child.Id.Pid, $"it broke the protocol: {error.Problem}", child.Process.StandardErrorTail, error);
        }
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    private async Task<ActorStartException> ExplainAsync(ChildActor child, bool timedOut, Exception error)
    {
        (ActorId id, ISpawned process, ActorLimits limits) = (child.Id, child.Process, child.Limits);
        if (timedOut && !process.Exited.IsCompleted)
        {
            return ActorStartException.TimedOut(id.Name, id.Pid, limits.StartTimeout, process.StandardErrorTail);
        }

        // The link broke first; the process follows, or is made to.
        Task exited = await Task.WhenAny(process.Exited, Task.Delay(limits.OrphanGrace + limits.KillTimeout, actor.Time)).Uncaptured();
        if (exited != process.Exited)
        {
            process.Kill();
        }

        // An end of the connection that is in order, or made here, tells nothing that the exit does not.
        ProcessExit exit = await process.Exited.Uncaptured();
        return ActorStartException.Died(id.Name, id.Pid, exit.ExitCode, exit.Signal, process.StandardErrorTail, error is ConnectionClosedException { ClosedHere: false } ? error : null);
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private async Task ConnectAsync(PendingChild pending, ChildActor child, BootMessage boot, CancellationToken cancellationToken)
    {
        (IConnection connection, KeyProof? proof) = await pending.Connected.WaitAsync(cancellationToken).Uncaptured();
        try
        {
            BootSteps.Reach(BootStep.Connected);
            if (proof is not null)
            {
                boot = boot with { TreeSecret = proof.Cover(boot.TreeSecret) };
            }

            await HandshakeFrames.SendOrAbortAsync(connection, FrameKind.Welcome, new WelcomeMessage(actor.Id, boot), cancellationToken).Uncaptured();
            BootSteps.Reach(BootStep.Told);
            FirstWords words = new();
            child.Peer = actor.AddChild(connection, child.Id, words, child.ExplainLossAsync);
            ThrowIfFailed(child, await words.Said.WaitAsync(cancellationToken).Uncaptured());
            if (boot.DebugMode)
            {
                child.Link.PeerHolds?.Invoke(true);
            }

            BootSteps.Reach(BootStep.Ready);
        }
        catch (Exception error)
        {
            // Its link is waited for once its process was ended.
            child.Peer?.Link.Abort(error);
            connection.Abort();
            await connection.DisposeAsync().Uncaptured();
            throw;
        }
    }

    private static void ThrowIfFailed(ChildActor child, ErrorInfo? failure)
    {
        if (failure is not null)
        {
            Exception cause = ErrorBox.Unpack(failure, child.Id with { Uuid = Guid.Empty });
            throw new ActorStartException(child.Id.Name, child.Id.Pid, $"its start-up failed: {cause.Message}", child.Process.StandardErrorTail, cause);
        }
    }

    private BootMessage BootOf(EndpointTable endpoints, ActorOptions options, ActorLimits limits) => new(
        actor.Setup.TreeSecret,
        actor.Setup.Root,
        [.. endpoints.Parts.Select(part => part.Key)],
        EndpointRegistry.AssembliesWithStartup,
        limits,
        options.Spawning ?? actor.Setup.Spawning,
        ChildCulture.ToTell(options, CultureInfo.CurrentCulture),
        ChildCulture.ToTell(options, CultureInfo.CurrentUICulture),
        options.LogLevel ?? actor.Setup.LogLevel,
        options.DebugMode ?? actor.Setup.DebugMode);
}
