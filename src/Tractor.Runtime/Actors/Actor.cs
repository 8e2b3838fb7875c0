using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Tractor.AsyncMethods;
using Tractor.Dispatch;
using Tractor.Errors;
using Tractor.Links;
using Tractor.Logging;
using Tractor.Platform;
using Tractor.Portals;
using Tractor.Scopes;
using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.Actors;

/// <summary>One actor: what it is, what it serves, whom it is connected to, and how it ends.</summary>
internal sealed class Actor : IInvocationHost, IPortalHost, ILinkHandler, IAsyncDisposable
{
    private static readonly TimeSpan TeeLimit = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LastWordsLimit = TimeSpan.FromMilliseconds(250);

    private readonly Dispatcher _dispatcher;
    private readonly TaskCompletionSource<Cancellation> _ending = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WorkTracker _answers = new();
    private int _isEnding;
    private int _isDisposed;

    public Actor(ActorSetup setup, Scope? parentScope)
    {
        Setup = setup;
        EndClock = new EndClock(setup.Time);
        EndBudget = new EndBudget(EndClock);
        Logger = LevelFilter.Apply(setup.LoggerFactory.CreateLogger("Tractor"), setup.LogLevel);
        Graces = new GraceLedger(EndClock);
        Debugging = new DebugHolds(EndClock, isParentTold: setup.DebugMode);
        Scope = new Scope(parentScope, setup.Id, setup.Time, shield: parentScope is null, CancellationRule.IsCancellation)
        {
            Graces = Graces,
        };
        EndpointScope = new Scope(Scope, setup.Id, setup.Time, shield: false, CancellationRule.IsCancellation);
        Peers = new PeerTable();
        Listener = new ActorListener(this);
        ExitStack = new ExitStack(Logger);
        _dispatcher = new Dispatcher(this, setup.Endpoints, setup.Limits);
        Debugging.Open(Id).Set(setup.DebugMode);
        Scope.OnCancel(RequestEnd);
        ActorsInProcess.Add(this);
    }

    public ActorSetup Setup { get; }

    public ActorId Id => Setup.Id;

    public ActorLimits Limits => Setup.Limits;

    public TimeProvider Time => Setup.Time;

    public ILogger Logger { get; }

    public bool IsRoot => Setup.Id == Setup.Root;

    /// <summary>Everything of the actor is below it.</summary>
    public Scope Scope { get; }

    public Scope EndpointScope { get; }

    public PeerTable Peers { get; }

    public ActorListener Listener { get; }

    public ExitStack ExitStack { get; }

    /// <summary>The link to the actor that started this one; null for a root.</summary>
    public Peer? Parent { get; private set; }

    /// <summary>The time within which whoever ends this actor wants it, and all below it, to be gone.</summary>
    public EndBudget EndBudget { get; }

    /// <summary>Its clean-ups that said how long they take.</summary>
    public GraceLedger Graces { get; }

    /// <summary>Who debugs here or below, and so keeps everybody from being ended by force.</summary>
    public DebugHolds Debugging { get; }

    /// <summary>Measures what limits an end, of this actor or of its children; stands still while somebody debugs.</summary>
    public EndClock EndClock { get; }

    /// <summary>Whether somebody asked for this actor's end, or its scope is cancelled; so it is before anything of it is cancelled.</summary>
    public bool IsEnding => Volatile.Read(ref _isEnding) != 0 || Scope.IsCancelRequested;

    /// <summary>Completes when somebody asked for this actor's end and its scopes are cancelled, with who and why.</summary>
    public Task<Cancellation> EndRequested => _ending.Task;

    /// <summary>Asks for the actor's end; the first request counts.</summary>
    public void RequestEnd(Cancellation cancellation)
    {
        if (Interlocked.Exchange(ref _isEnding, 1) != 0)
        {
            return;
        }

        // In this order: who waits for the end closes the scopes, and a scope that was closed before it was cancelled
        // would not refuse the calls that come late.
        ActorLog.Ending(Logger, Id, cancellation);
        Scope.CancelFromOutside(cancellation);
        _ending.TrySetResult(cancellation);
    }

    public void EnterFlow(EndpointContext? context) => ActorFlow.Current = new ActorFlow(this, context);

    public IDisposable EnterDialog(object context) =>
        ActorFlow.Enter((ActorFlow.Current ?? new ActorFlow(this)) with { Handle = context });

    /// <summary>Makes a link of an identified connection.</summary>
    public Peer AddPeer(IConnection connection, ActorId id, bool isConnector, ActorAddress? address = null) =>
        Open(new Peer(new Link(connection, id, isConnector, this, Limits, Logger) { TellPeer = TellAsync }, this), connection, address);

    /// <summary>Makes the link to a child, which may hold this actor for debugging as long as it lives.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="id">Who the child is.</param>
    /// <param name="words">Hears whether it is ready.</param>
    /// <param name="explainLoss">Waits for its end, and makes of it what its dialogs hear.</param>
    public Peer AddChild(IConnection connection, ActorId id, FirstWords words, Func<Link, Exception, Task<Exception>> explainLoss)
    {
        DebugHold hold = Debugging.Open(id);
        Link link = new(connection, id, isConnector: false, this, Limits, Logger)
        {
            TellPeer = TellAsync,
            FirstWords = words,
            PeerHolds = hold.Set,
            ExplainLoss = (link, reason) => EndHoldAsync(hold, explainLoss(link, reason)),
        };
        return Open(new Peer(link, this), connection, address: null);
    }

    /// <summary>Makes the link to the parent. The first call that comes over it finds it set.</summary>
    public Peer AddParent(IConnection connection, ActorId id)
    {
        Peer parent = new(new Link(connection, id, isConnector: true, this, Limits, Logger) { TellPeer = TellAsync }, this);
        Parent = parent;
        Open(parent, connection, address: null);
        Debugging.TellTo(parent.Link);
        return parent;
    }

    /// <summary>Connects to another actor of the tree, over the link that there is if there is one.</summary>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public async Task<Peer> ConnectAsync(ActorAddress address, CancellationToken cancellationToken)
    {
        if (Peers.Find(address) is { } known)
        {
            return known;
        }

        (IConnection connection, WelcomeMessage welcome) =
            await ClientHandshake.ConnectAsync(this, address, cancellationToken).Uncaptured();
        try
        {
            return AddPeer(connection, welcome.Id, isConnector: true, address);
        }
        catch (ConnectionClosedException)
        {
            await connection.DisposeAsync().Uncaptured();
            throw Scope.Cancelled();
        }
    }

    public void OnStart(Link link, FrameHeader header, Payload payload) => _dispatcher.OnStart(link, header, payload);

    public void OnCancelActor(Link link, ulong request, EndMessage message)
    {
        CancelMessage asked = message.Request ?? throw new ProtocolException("a request to end an actor does not say whose it is", link.Peer);
        if (asked.BudgetMilliseconds > 0)
        {
            EndBudget.Shorten(TimeSpan.FromMilliseconds(asked.BudgetMilliseconds));
            Graces.Listen(
                TimeSpan.FromMilliseconds(Math.Max(message.GraceMilliseconds, 0)),
                grace => link.Send(FrameKind.CancelActorGrace, request, new GraceMessage((int)Math.Min(Math.Ceiling(grace.TotalMilliseconds), int.MaxValue))));
        }

        // Entered first: the request may end the actor at once, which waits for the answers that it knows of.
        _answers.TryEnter();
        RequestEnd(asked.ToCancellation(link.Peer));
        _ = AnswerCancelAsync(link, request);
    }

    public void OnEnding(Link link, Cancellation cancellation)
    {
    }

    /// <summary>
    /// Ends the actor: its tasks, then its listener, then what was registered for its exit, then its links, the parent's
    /// with them (CAN-16). Waits for the tasks as long as they take; whoever asked has limits of his own.
    /// </summary>
    [AsyncMethodBuilder(typeof(PrecompiledValueTaskMethodBuilder))]
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        RequestEnd(new Cancellation(Id, CancelReason.ParentEnded, [Id], "its program ended"));
        Cancellation last = await _ending.Task.Uncaptured();
        await EndpointScope.EndAsync().Uncaptured();
        await _answers.WaitIdleAsync().Uncaptured();
        await Listener.DisposeAsync().Uncaptured();
        await ExitStack.UnwindAsync().Uncaptured();
        await Peers.CloseAsync(last, Limits.CancelTimeout, Time).Uncaptured();
        await Scope.EndAsync().Uncaptured();
        if (OperatingSystem.IsLinux())
        {
            // What children said last is to be read before this process is gone.
            await StandardErrorTee.FlushSharedAsync(TeeLimit, Time).Uncaptured();
        }

        ActorsInProcess.Remove(this);
    }

    private static int? PidOf(IConnection connection)
    {
        try
        {
            return PeerProcess.PidOf(connection);
        }
        catch (Exception error) when (error is ObjectDisposedException or System.Net.Sockets.SocketException)
        {
            return null; // It is lost already, which its reader is about to find.
        }
    }

    // The loss is explained when the child has ended, whatever becomes of the explanation.
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    private static async Task<Exception> EndHoldAsync(DebugHold hold, Task<Exception> explaining)
    {
        using (hold)
        {
            return await explaining.Uncaptured();
        }
    }

    private Peer Open(Peer peer, IConnection connection, ActorAddress? address)
    {
        // Before it is read, which may end it.
        int? pid = PidOf(connection);
        Peers.Add(peer, address);
        NoteOpened(peer.Link, pid);
        return peer;
    }

    // A connection by way of another process, a tunnel say, is in order: its two ends know each other by the tree's secret.
    private void NoteOpened(Link link, int? pid)
    {
        if (pid is { } other && other != link.Peer.Pid)
        {
            LinkLog.OpenedThrough(Logger, link, other);
        }
        else
        {
            LinkLog.Opened(Logger, link, pid is null ? "does not tell its process" : "confirms its process");
        }
    }

    // A peer that does not read, or goes on sending, holds nothing up for long.
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private async Task TellAsync(Link link, Exception problem)
    {
        ErrorInfo told = problem is TractorException own ? ErrorBox.PackDirect(own, Id, null) : ErrorBox.Pack(problem, Id, null);
        link.Send(FrameKind.Error, 0, told);
        using CancellationTokenSource limit = new(LastWordsLimit, Time);
        await link.EndSendingAsync(problem, limit.Token).Uncaptured();
    }

    // Owned by the actor, which waits for it before it closes its links. The answer follows the dialogs' terminals (CAN-03).
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private async Task AnswerCancelAsync(Link link, ulong request)
    {
        await EndpointScope.JoinAsync().Uncaptured();
        link.AnswerCancel(request);
        _answers.Exit();
    }
}
