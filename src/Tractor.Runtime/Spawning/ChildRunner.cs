using System.Runtime.CompilerServices;
using Tractor.Actors;
using Tractor.AsyncMethods;
using Tractor.Errors;
using Tractor.Platform;
using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.Spawning;

/// <summary>The life of a child: meet its parent, boot, serve until it is asked to end or its parent is gone.</summary>
internal sealed class ChildRunner(ChildSpec spec, TimeProvider time)
{
    /// <summary>What the runtime itself ends a child's process with when something failed that it has told, or nobody is left to tell.</summary>
    public const int FailedExitCode = 1;

    private readonly TaskCompletionSource _booted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Actor? _actor;
    private ActorId? _parent;
    private volatile bool _hasGivenUp;
    private volatile bool _hasLostParent;

    /// <summary>Called once the parent has answered, before anything of the user's runs.</summary>
    public Action? Welcomed { get; set; }

    /// <summary>Called with the connection to the parent, before anything of the user's runs on the calling thread.</summary>
    public Action<IConnection, ActorLimits>? Connected { get; set; }

    /// <summary>Completes when <see cref="RequestEnd"/> has something to end.</summary>
    public Task Booted => _booted.Task;

    /// <summary>Whether it ended in order and has closed its links by itself.</summary>
    public bool HasClosedLinks => _hasGivenUp || (_actor?.Peers.IsClosed ?? false);

    /// <summary>Whether it ends because its parent is gone.</summary>
    public bool HasLostParent => _hasLostParent;

    /// <summary>Its parent is gone: as <see cref="RequestEnd"/>, with all below it, within the grace of an orphan.</summary>
    public void RequestOrphansEnd()
    {
        _hasLostParent = true;
        if (_actor is { } actor && _parent is { } parent)
        {
            EndOrphan(actor, parent, "its parent is gone");
        }
    }

    /// <summary>Asks the actor to end; false before it is there.</summary>
    public bool RequestEnd(CancelReason reason, string detail)
    {
        if (_actor is not { } actor)
        {
            return false;
        }

        actor.RequestEnd(new Cancellation(actor.Id, reason, [actor.Id], detail));
        return true;
    }

    /// <summary>Runs to the actor's end. Gives the process's exit code.</summary>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public async Task<int> RunAsync()
    {
        ActorId id = new(spec.Name, spec.Uuid, Environment.ProcessId);
        (IConnection connection, WelcomeMessage welcome) = await (spec.Token is { } token
            ? ClientHandshake.ConnectAsync(spec.Parent, id, isChild: true, token, spec.StartTimeout, time, CancellationToken.None)
            : ClientHandshake.AwaitWelcomeAsync(Inherited(), spec.Parent, spec.StartTimeout, time)).Uncaptured();
        if (welcome.Boot is not { } boot)
        {
            throw new ProtocolException("the parent's welcome does not say what to serve", welcome.Id);
        }

        _parent = welcome.Id;
        BootSteps.Reach(BootStep.Welcomed);
        Welcomed?.Invoke();
        bool tiesFirst = TiesFirst(boot);
        if (tiesFirst)
        {
            Tie(connection, boot);
        }

        Actor? actor = await BootAsync(id, boot, connection).Uncaptured();
        if (actor is null)
        {
            return FailedExitCode;
        }

        Peer link = actor.AddParent(connection, welcome.Id);
        if (!tiesFirst)
        {
            Tie(connection, boot);
        }

        return await ServeAsync(actor, link).Uncaptured();
    }

    private RawSocketConnection Inherited() =>
        OperatingSystem.IsLinux() && RawSocket.TryInherit() is { } socket
            ? new RawSocketConnection(socket, $"to {spec.Parent}") { PeerPid = spec.ParentPid }
            : throw new TransportException(TransportFault.Handshake, $"{spec.Name} was started without the connection that its parent at {spec.Parent} made for it.");

    // Start-up methods and, where an assembly is yet to be loaded, its initializers are the user's: they may never return.
    // Elsewhere the first call need not wait for the start of the lifeline's thread.
    private static bool TiesFirst(BootMessage boot) =>
        !ChildTakeover.IsChildProcess || boot.StartupAssemblies.Length > 0 || !ProgramImage.IsThisNative;

    private void Tie(IConnection connection, BootMessage boot)
    {
        Connected?.Invoke(connection, boot.Limits);
        BootSteps.Reach(BootStep.Tied);
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    private async Task<Actor?> BootAsync(ActorId id, BootMessage boot, IConnection connection)
    {
        try
        {
            if (ChildTakeover.IsChildProcess)
            {
                ChildCulture.Apply(boot.Culture, boot.UserInterfaceCulture);
            }

            Actor actor = await ActorBoot.CreateAsync(id, boot, TransportOf(spec.Parent), time).Uncaptured();
            _actor = actor;
            _booted.TrySetResult();
            BootSteps.Reach(BootStep.Built);
            await HandshakeFrames.SendAsync(connection, FrameKind.Ready, new ReadyMessage(id.Pid)).Uncaptured();
            BootSteps.Reach(BootStep.Announced);
            return actor;
        }
#pragma warning disable CA1031 // Whatever stopped the start is for the parent to tell who asked for it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            await TellBootFailedAsync(connection, ErrorBox.Pack(error, id, null)).Uncaptured();
            _hasGivenUp = true;
            await connection.DisposeAsync().Uncaptured();
            await DisposeActorAsync().Uncaptured();
            return null;
        }
    }

    private static ActorTransport TransportOf(ActorAddress parent) =>
        ActorTransport.Find(parent.Transport) ?? throw new TransportException(TransportFault.UnknownScheme, $"No transport has the scheme of '{parent}'.");

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private static async Task TellBootFailedAsync(IConnection connection, ErrorInfo info)
    {
        try
        {
            await HandshakeFrames.SendAsync(connection, FrameKind.BootFailed, info).Uncaptured();
        }
        catch (ConnectionClosedException)
        {
            // The parent has given the start up.
        }
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private async Task DisposeActorAsync()
    {
        if (_actor is { } actor)
        {
            await actor.DisposeAsync().Uncaptured();
        }
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    private async Task<int> ServeAsync(Actor actor, Peer link)
    {
        BootSteps.Reach(BootStep.Serving);
        _ = EndWithParentAsync(actor, link);
        await actor.EndRequested.Uncaptured();
        await actor.DisposeAsync().Uncaptured();
        if (actor.Scope.Failure() is { } failure)
        {
            await Console.Error.WriteLineAsync($"{actor.Id} failed outside of any endpoint: {failure}").Uncaptured();
            return FailedExitCode;
        }

        return 0;
    }

    // Owned by the actor, whose end closes the link.
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private async Task EndWithParentAsync(Actor actor, Peer link)
    {
        Exception reason = await link.Link.Closed.Uncaptured();
        if (!actor.IsEnding)
        {
            _hasLostParent = true;
        }

        EndOrphan(actor, link.Link.Peer, $"its parent is gone: {reason.Message}");
    }

    // The lifeline and the link see it both, and whoever is first says the same: that it began with the parent.
    private static void EndOrphan(Actor actor, ActorId parent, string detail)
    {
        actor.EndBudget.Shorten(actor.Limits.OrphanGrace);
        actor.RequestEnd(new Cancellation(parent, CancelReason.PeerLost, [parent], detail));
    }
}
